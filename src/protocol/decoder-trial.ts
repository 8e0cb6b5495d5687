/** A language decoder by itself, run on given ids: what the benchmark times and the tests compare with references. */

/** What to run. */
export interface DecoderTrialParams {
  /** Absolute addresses of a voice's weight file and of its description. */
  weights: string;
  description: string;
  threads: number;
  /** Which kernels to try, best first; the engine's own order if absent. */
  builds?: ('dot' | 'relaxed' | 'simd' | 'plain')[];
  contextWindow?: number;
  /** Whether activations are rounded to 16 bits, not to 8. */
  exact?: boolean;
  /** A decoder in the hub's ONNX layout, as it is, instead of the project's own kernels. */
  onnx?: OnnxTrial;
  /** Each is read into an empty cache and continued greedily. */
  prompts: number[][];
  /** Tokens to choose after each prompt. */
  tokens: number;
  /**
   * Whether each prompt is also read in two halves, with a fork between them, and with words that are taken back
   * again: two runs more a prompt, the fork's and the decoder's own.
   */
  detours?: boolean;
  /** A text whose every next token is looked up: its mean negative log-likelihood. */
  text?: number[];
}

/** Absolute addresses of graphs that name the weight file as it is called there, and where they run. */
export interface OnnxTrial {
  decoder: string;
  /** Makes embeddings of ids, for a decoder that takes no ids. */
  embedTokens?: string;
  device: 'wasm' | 'webgpu';
  /** False leaves weights of 4 and 8 bits as they are on WebAssembly too. */
  fold?: boolean;
}

/** What came of it. Times are in milliseconds. */
export interface DecoderTrialResult {
  build: 'dot' | 'relaxed' | 'simd' | 'plain' | 'onnx';
  threads: number;
  /** From the first byte asked for until the decoder could read. */
  loadMs: number;
  /** Length of the weight file. */
  fileBytes: number;
  /** The whole linear memory when all was done; of the project's own kernels only. */
  memoryBytes?: number;
  /** The GPU's description. */
  adapter?: string;
  /** Products of few bits whose weights were expanded when an ONNX decoder was loaded. */
  folded?: number;
  /** Of the cache after the last prompt's tokens. */
  kvBytes: number;
  runs: { ids: number[]; prefillMs: number; decodeMs: number }[];
  /** Nats a token; with `text` only. */
  meanNll?: number;
}
