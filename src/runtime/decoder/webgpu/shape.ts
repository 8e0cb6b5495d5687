/** What the WebGPU decoder has to know of a voice; the rest is in its graph. */

/** Sizes of a decoder-only model with grouped-query attention. */
export interface VoiceSizes {
  /** Width of an embedding. */
  hidden: number;
  layers: number;
  kvHeads: number;
  headDim: number;
  vocab: number;
  /** Most tokens the model was made for. */
  contextWindow: number;
}

/** A voice as files: `voice.onnx`, written by `ocelli.export.voice_onnx`, and the weights it names. */
export interface GraphVoice {
  shape: VoiceSizes;
  graph: Uint8Array;
  weights: { path: string; data: Uint8Array };
}

/** Tokens the graph's sampler looks at: the likeliest this many. */
export const SLICE = 64;
