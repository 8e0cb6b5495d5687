/** A language decoder by itself, run on given ids: what the benchmark times and the tests compare with references. */

/** What to run. */
export interface DecoderTrialParams {
  /** Absolute addresses of a voice's weight file and of its description. */
  weights: string;
  description: string;
  threads: number;
  /** Which kernels to try, best first; the engine's own order if absent. */
  builds?: ('relaxed' | 'simd' | 'plain')[];
  contextWindow?: number;
  /** Each is read into an empty cache and continued greedily. */
  prompts: number[][];
  /** Tokens to choose after each prompt. */
  tokens: number;
  /** A text whose every next token is looked up: its mean negative log-likelihood. */
  text?: number[];
}

/** What came of it. Times are in milliseconds. */
export interface DecoderTrialResult {
  build: 'relaxed' | 'simd' | 'plain';
  threads: number;
  /** From the first byte asked for until the decoder could read. */
  loadMs: number;
  /** Length of the weight file. */
  fileBytes: number;
  /** The whole linear memory when all was done. */
  memoryBytes: number;
  /** Of the cache after the last prompt's tokens. */
  kvBytes: number;
  runs: { ids: number[]; prefillMs: number; decodeMs: number }[];
  /** Nats a token; with `text` only. */
  meanNll?: number;
}
