/** The values that cross the boundary: plain, structured-cloneable, never tensors. */

/** A picture. A `File` is a Blob; encoded Blobs have their EXIF orientation applied. */
export type ImageSource = Blob | ImageBitmap | ImageData;

/** A device to ask for. `auto` takes WebGPU where a real GPU stands behind it, else WebAssembly. */
export type DeviceChoice = 'auto' | 'webgpu' | 'wasm';

/** What a pack can do. */
export type Ability = 'caption' | 'embed' | 'match' | 'explain' | 'answer' | 'chat';

/** Where a part of a pack comes from. */
export interface Provenance {
  name: string;
  role: string;
  licence: string;
  source: string;
}

/** What a person needs to know about a pack before choosing it. */
export interface PackInfo {
  id: string;
  version: string;
  title: string;
  description: string;
  family: string;
  can: Ability[];
  licence: string;
  provenance: Provenance[];
  /** Sum of all its files. */
  bytes: number;
  /** Questions to try, of LLaVA's three kinds. */
  examples?: QuestionExamples;
}

/** Questions to try: short ones with short answers, one for a long description, ones to think about. */
export interface QuestionExamples {
  conversation: string[];
  detail: string[];
  reasoning: string[];
}

/** How far loading has come. `loaded` and `total` are bytes for fetch and verify, else steps. */
export interface LoadProgress {
  stage: 'fetch' | 'verify' | 'session' | 'warmup';
  file?: string;
  loaded: number;
  total: number;
}

/** The WebGPU adapter in use. */
export interface AdapterInfo {
  vendor: string;
  architecture: string;
  description: string;
  /** Whether it computes in half precision (`shader-f16`). */
  f16: boolean;
  limits: Record<string, number>;
}

/** Where the model runs, and why there. */
export interface DeviceInfo {
  device: 'webgpu' | 'wasm';
  threads: number;
  crossOriginIsolated: boolean;
  /** Set when `auto` settled for WebAssembly: the reason, in words for a person. */
  fallbackReason?: string;
  adapter?: AdapterInfo;
}

/** What a loaded pack holds in memory, as far as it can be counted. */
export interface MemoryUse {
  /** Of the weight files that its models were made of. */
  weightBytes: number;
  /** Of the keys and values of its conversations; absent where the pack has no language model. */
  kvBytes?: number;
}

/** Milliseconds of each stage of one caption. */
export interface CaptionTimings {
  msDecode: number;
  msPreprocess: number;
  msVision: number;
  /** From the call's start to the first token. */
  msFirstToken: number;
  msTotal: number;
  tokensPerSecond: number;
  /** True when the picture had been encoded before; the three stages before are then 0. */
  cachedFeatures: boolean;
}

/** One caption, lower case as the model wrote it. */
export interface CaptionResult {
  caption: string;
  /** Of the caption's word pieces, the end token left out. */
  ids: number[];
  /** Number of generated tokens, the end token included when it was reached. */
  tokens: number;
  /** Sum of the log-probabilities of the tokens. */
  logProb: number;
  device: 'webgpu' | 'wasm';
  timings: CaptionTimings;
  /** Cosine of the caption's embedding and the picture's (ITC), where the pack can tell. */
  itc?: number;
  /** Whether that is as near as what is true of a picture mostly is; where not, the caption may well be wrong. */
  fits?: boolean;
  /** Where several were asked for: the distinct ones, best first by ITM and ITC; `caption` is the first. */
  candidates?: TextMatch[];
}

/** How well one text fits a picture. */
export interface TextMatch {
  text: string;
  /** Cosine of the two embeddings. */
  itc: number;
  /** Probability that the pair matches. */
  itm: number;
  /** What texts of one picture are ordered by: both, less what the text is near to anyway. */
  score: number;
  /** What pictures of one text are ordered by: both, less what the picture is near to anyway. */
  imageScore: number;
}

/** How much each place of a picture speaks for a text: the fall of the cosine when it is left out. */
export interface HeatMap {
  rows: number;
  columns: number;
  /** `[rows * columns]`, row by row from the top left; negative where a place speaks against the text. */
  values: Float32Array;
}

/** Why a picture fits a text. */
export interface Explanation {
  query: HeatMap;
  /** One map for each word that can be seen, in the order of the text. */
  words: { word: string; map: HeatMap }[];
}

/** One photograph found. `itm` is set for those that were re-ranked. */
export interface SearchHit {
  id: string;
  itc: number;
  itm?: number;
  /** What photographs are ordered by: the `imageScore` of a `TextMatch`, or the cosine alone. */
  score: number;
  /** Whether it is a good match by the pack's measured threshold; absent where the pack has none. */
  fits?: boolean;
}

/**
 * What to search by: words, a picture, or a picture already in the index; where there are several, the sum of their
 * embeddings. `minus` is what should not be there. At least one of the first three is needed.
 */
export interface SearchQuery {
  text?: string;
  image?: ImageSource;
  id?: string;
  minus?: string;
}

/** A photograph of the index and the one of the given labels that fits it best. */
export interface LabelledPhotograph {
  id: string;
  label: string;
  /** Of this label among all given, by the softmax of the scaled cosines. */
  probability: number;
  itc: number;
}

/** A stage's output for diagnosis and parity tests. */
export interface NamedArray {
  data: Float32Array;
  dims: number[];
}
