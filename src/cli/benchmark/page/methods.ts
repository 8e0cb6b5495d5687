/** What the benchmark's page can be asked. Everything survives JSON. */
import type { SamplingSettings } from '../../../runtime/decoder/decoder.ts';

/** Which decoder, and the address of the folder of its voice. */
export interface LoadRequest {
  engine: 'wasm' | 'webgpu';
  voice: string;
  /** The folder is a pack's, and its voice is loaded as the engine does: streamed, verified and stored. */
  asPack?: boolean;
  threads?: number;
  contextWindow?: number;
  /** WebAssembly: see EngineOptions. */
  exact?: boolean;
  /** WebGPU: false runs every step uncaptured. */
  capture?: boolean;
  /** WebGPU: another graph than voice.onnx. */
  graph?: string;
}

export interface Loaded {
  ms: number;
  /** Bytes of WebAssembly memory, or of GPU buffers where they can be counted. */
  bytes: number;
  /** The GPU's description. */
  adapter?: string;
  /** Why steps are not captured. */
  refusal?: string;
}

/** Something to do with the decoder; `on` picks a fork, 0 is the first. */
export type Step = { on?: number } & (
  | { do: 'read'; ids: number[] }
  | { do: 'embed'; values: number[] }
  | { do: 'decode'; count: number; settings?: Partial<SamplingSettings>; stopAfter?: number }
  | { do: 'truncate'; length: number }
  | { do: 'fork' }
  | { do: 'dispose' }
);

/** What a step gave, and how long it took. */
export interface StepResult {
  ms: number;
  /** Tokens in the cache after it. */
  length: number;
  kvBytes: number;
  /** decode: the tokens. */
  ids?: number[];
  /** decode: until the first token was there. */
  firstMs?: number;
  /** read, embed: the first of the logits. */
  logits?: number[];
  /** GPU bind groups made: hundreds a token where every kernel is encoded anew, none in a replay. */
  bindGroups: number;
}

export interface DecoderMethods {
  load(request: LoadRequest): Promise<Loaded>;
  run(steps: Step[]): Promise<StepResult[]>;
}

export interface DecoderCall {
  id: number;
  method: keyof DecoderMethods;
  argument: unknown;
}
