/**
 * Ocelli's public surface: a photograph goes in, words come out, in this tab. The page, the command
 * line and every embedder use only what is exported here.
 */
export { createVlm, listPacks } from './client/create-vlm.ts';
export { deviceInfo } from './client/device-info.ts';
export { packStorage } from './client/pack-storage.ts';
export type { DownloadOptions, ImportOptions, PackStorage } from './client/pack-storage.ts';
export type { ImportProgress, SourceFile, StoredPack } from './protocol/pack-storage.ts';
export { tryDecoder } from './client/try-decoder.ts';
export type { DecoderTrialParams, DecoderTrialResult } from './protocol/decoder-trial.ts';
export { VlmError } from './protocol/error.ts';
export type { VlmErrorCode } from './protocol/error.ts';
export type {
  CaptionOptions,
  CreateOptions,
  PhotoIndex,
  SearchOptions,
  StoredEmbeddings,
  Vlm,
} from './client/vlm.ts';
export type { Chat, ChatOptions, PromptInput, PromptOptions } from './client/chat.ts';
export type { SignalOptions } from './client/signal-options.ts';
export type { ChatAnswer, ChatTurn, FinishReason, Sampling, TurnTimings } from './protocol/chat.ts';
export type {
  Ability,
  AdapterInfo,
  CaptionResult,
  CaptionTimings,
  DeviceChoice,
  DeviceInfo,
  Explanation,
  HeatMap,
  ImageSource,
  LabelledPhotograph,
  LoadProgress,
  MemoryUse,
  NamedArray,
  PackInfo,
  Provenance,
  QuestionExamples,
  SearchHit,
  SearchQuery,
  TextMatch,
} from './protocol/values.ts';
