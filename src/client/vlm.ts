/** The public face of a loaded model, as types. The implementation is in `remote-vlm.ts`. */
import type { ChatAnswer } from '../protocol/chat.ts';
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
} from '../protocol/values.ts';
import type { Chat, ChatOptions, PromptOptions } from './chat.ts';
import type { SignalOptions } from './signal-options.ts';

/** Settings of `createVlm`. */
export interface CreateOptions {
  /** Folder of packs; `packs/` beside the page by default. */
  packs?: string | URL;
  /** Id of the pack; the first of the folder's index by default. */
  pack?: string;
  device?: DeviceChoice;
  /** Threads of WebAssembly; only a cross-origin isolated page has more than one. */
  threads?: number;
  /**
   * On WebAssembly a language model that chats rounds what its products take to 8 bits, which changes one next word of a
   * hundred where two are about as likely. With `exact` they are those of float32, at two thirds or more of the speed, as
   * those of captions always are.
   */
  exact?: boolean;
  /** Fetches the pack's files from the server even where this device has them. */
  refetch?: boolean;
  onProgress?: (progress: LoadProgress) => void;
  signal?: AbortSignal;
}

/** Settings of one caption; the pack's own where absent. `beams: 1` is greedy. */
export interface CaptionOptions extends SignalOptions {
  beams?: number;
  maxTokens?: number;
  minTokens?: number;
  /** How many captions to make, of which ITM chooses: 1 to 5. They come along in the result. */
  candidates?: number;
  /** The text so far after each token. With several beams the best one so far: it may be revised. */
  onText?: (textSoFar: string) => void;
}

export interface SearchOptions extends SignalOptions {
  /** Most hits to return; 20 by default. */
  limit?: number;
  /** Whether the best are re-ranked by image-text matching; true by default for a query by text. */
  rerank?: boolean;
}

/** Embeddings kept from an earlier visit, made by the same pack in the same version. */
export interface StoredEmbeddings {
  ids: readonly string[];
  /** `[ids, embed]` */
  embeddings: Float32Array;
}

/** The photographs that can be searched. It lives as long as the Vlm, across worker restarts. */
export interface PhotoIndex {
  /** Adds a picture, replacing the one of the same id. With its embedding given it is not encoded. */
  add(id: string, image: ImageSource, embedding?: Float32Array): Promise<void>;
  /** Puts back what was embedded before; `imageOf` is asked for the few pictures that a search re-ranks. */
  restore(stored: StoredEmbeddings, imageOf: (id: string) => Promise<ImageSource>): Promise<void>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
  size(): Promise<number>;
}

/** A loaded model. Every method rejects with a VlmError. */
export interface Vlm {
  readonly pack: PackInfo;
  readonly device: DeviceInfo;
  readonly index: PhotoIndex;
  caption(image: ImageSource, options?: CaptionOptions): Promise<CaptionResult>;
  /** The picture's embedding, `[embed]`, of length 1. */
  embedImage(image: ImageSource, options?: SignalOptions): Promise<Float32Array>;
  /** The text's embedding, `[embed]`, of length 1. */
  embedText(text: string, options?: SignalOptions): Promise<Float32Array>;
  /** One result per text, in the order given. */
  match(image: ImageSource, texts: string[], options?: SignalOptions): Promise<TextMatch[]>;
  /** Where in the picture the text, and each of its words, is seen. Needs a pack that can `explain`. */
  explain(image: ImageSource, text: string, options?: SignalOptions): Promise<Explanation>;
  /** The photographs that fit the query, best first. */
  search(query: SearchQuery, options?: SearchOptions): Promise<SearchHit[]>;
  /** Sorts every photograph of the index under the label that fits it best. */
  classify(labels: string[], options?: SignalOptions): Promise<LabelledPhotograph[]>;
  /** One question about one picture. Rejects with `ability-missing` where the pack has no language model. */
  answer(image: ImageSource, question: string, options?: PromptOptions): Promise<ChatAnswer>;
  /** A conversation. Rejects with `ability-missing` where the pack has no language model. */
  chat(options?: ChatOptions): Promise<Chat>;
  /** Diagnosis: the named outputs of every stage for one picture and these texts. */
  inspect(image: ImageSource, texts: string[], options?: SignalOptions): Promise<Record<string, NamedArray>>;
  /** What the pack holds in memory now. */
  memory(): Promise<MemoryUse>;
  /**
   * Stores the WebAssembly module that runs the models in the cache `ocelli-engine`, for a service worker to answer from
   * when there is no network. Packs are stored without being asked.
   */
  keepEngine(): Promise<void>;
  /** Ends the worker and gives its memory back. Later calls reject. */
  dispose(): Promise<void>;
}
