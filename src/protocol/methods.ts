/**
 * The method map: every call the page may make of the worker, with what it sends, what comes back and
 * what streams meanwhile. Both halves derive their types from it, so neither can drift.
 */
import type { ChatAnswer, ChatPlace, ChatSettings, ChatTurn, ContextUsage, PromptSettings } from './chat.ts';
import type { DecoderTrialParams, DecoderTrialResult } from './decoder-trial.ts';
import type { ImportProgress, SourceFile, StoredPack } from './pack-storage.ts';
import type {
  CaptionResult,
  DeviceChoice,
  DeviceInfo,
  Explanation,
  ImageSource,
  LabelledPhotograph,
  LoadProgress,
  MemoryUse,
  NamedArray,
  PackInfo,
  SearchHit,
  SearchQuery,
  TextMatch,
} from './values.ts';

/** What `load` needs: absolute address of the packs' folder, the pack, the device. */
export interface LoadParams {
  packs: string;
  pack?: string;
  device: DeviceChoice;
  threads?: number;
  /** Whether the language model is to compute as float32 does: see CreateOptions. */
  exact?: boolean;
  /** Whether the files come from the server even where this device has them. */
  refetch?: boolean;
}

/** Settings of one caption; the pack's own where absent. */
export interface CaptionParams {
  image: ImageSource;
  beams?: number;
  maxTokens?: number;
  minTokens?: number;
  /** How many captions to choose from by ITM; 1 where absent. */
  candidates?: number;
}

/** Method name to parameters, result and streamed event. */
export interface Methods {
  packs: { params: { packs: string }; result: PackInfo[]; event: never };
  storedPacks: { params: { packs: string }; result: StoredPack[]; event: never };
  downloadPack: { params: { packs: string; pack: string }; result: undefined; event: LoadProgress };
  importPack: {
    params: { packs: string; files: readonly SourceFile[] };
    result: PackInfo;
    event: ImportProgress;
  };
  removePack: { params: { packs: string; pack: string }; result: undefined; event: never };
  deviceInfo: { params: { device: DeviceChoice }; result: DeviceInfo; event: never };
  load: { params: LoadParams; result: { pack: PackInfo; device: DeviceInfo }; event: LoadProgress };
  keepEngine: { params: undefined; result: undefined; event: never };
  caption: { params: CaptionParams; result: CaptionResult; event: { text: string } };
  embedImage: { params: { image: ImageSource }; result: Float32Array; event: never };
  embedText: { params: { text: string }; result: Float32Array; event: never };
  match: { params: { image: ImageSource; texts: string[] }; result: TextMatch[]; event: never };
  explain: { params: { image: ImageSource; text: string }; result: Explanation; event: never };
  indexAdd: {
    params: { id: string; image: ImageSource; embedding?: Float32Array };
    result: undefined;
    event: never;
  };
  /** `embeddings` is `[ids, embed]`; the pictures are sent when a search asks for them. */
  indexRestore: { params: { ids: string[]; embeddings: Float32Array }; result: undefined; event: never };
  indexImages: { params: { images: Record<string, ImageSource> }; result: undefined; event: never };
  indexRemove: { params: { id: string }; result: undefined; event: never };
  indexClear: { params: undefined; result: undefined; event: never };
  indexSize: { params: undefined; result: number; event: never };
  search: {
    params: { query: SearchQuery; limit?: number; rerank?: boolean | 'seen' };
    /** `unseen`: pictures to send before it can re-rank; there are no hits then. With `seen` they are left out. */
    result: { hits: SearchHit[]; unseen: string[] };
    event: never;
  };
  classify: { params: { labels: string[] }; result: LabelledPhotograph[]; event: never };
  inspect: {
    params: { image: ImageSource; texts: string[] };
    result: Record<string, NamedArray>;
    event: never;
  };
  answer: {
    params: { image: ImageSource; question: string; settings: PromptSettings };
    result: ChatAnswer;
    event: { text: string };
  };
  chatOpen: { params: ChatSettings; result: { chat: number; usage: ContextUsage }; event: never };
  chatAppend: { params: { at: ChatPlace; image: ImageSource }; result: ContextUsage; event: never };
  chatPrompt: {
    params: { at: ChatPlace; text: string; images: ImageSource[]; settings: PromptSettings };
    result: ChatAnswer;
    event: { text: string };
  };
  chatResume: {
    params: { at: ChatPlace; settings: PromptSettings };
    result: ChatAnswer;
    event: { text: string };
  };
  chatMeasure: {
    params: { at: ChatPlace; text: string; images: ImageSource[] };
    result: number;
    event: never;
  };
  chatRewind: { params: { at: ChatPlace }; result: ContextUsage; event: never };
  chatRestore: { params: { at: ChatPlace; turns: ChatTurn[] }; result: ContextUsage; event: never };
  chatClone: { params: { at: ChatPlace }; result: { chat: number }; event: never };
  chatClose: { params: { chat: number }; result: undefined; event: never };
  memory: { params: undefined; result: MemoryUse; event: never };
  tryDecoder: { params: DecoderTrialParams; result: DecoderTrialResult; event: never };
  dispose: { params: undefined; result: undefined; event: never };
}

export type Method = keyof Methods;
export type Params<M extends Method> = Methods[M]['params'];
export type Result<M extends Method> = Methods[M]['result'];
export type StreamEvent<M extends Method> = Methods[M]['event'];
