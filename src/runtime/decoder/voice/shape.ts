/** What a voice is: the kind and sizes of its decoder, and where its tensors lie in the weight file. */

/** Of a decoder-only transformer whose word table is its output layer as well. */
interface Sizes {
  hidden: number;
  layers: number;
  heads: number;
  kvHeads: number;
  headDim: number;
  /** Width of the feed-forward layers. */
  inner: number;
  vocab: number;
  /** Most positions the model was made for. */
  contextWindow: number;
  normEps: number;
}

/** Llama (Touvron et al. 2023): RMSNorm, rotary positions, grouped-query attention, SwiGLU. */
export interface LlamaShape extends Sizes {
  architecture?: 'llama';
  ropeTheta: number;
}

/** OPT (Zhang et al. 2022): LayerNorm before each sublayer, learned positions, biases, ReLU (or GELU). */
export interface OptShape extends Sizes {
  architecture: 'opt';
  activation: 'relu' | 'gelu';
}

export type VoiceShape = LlamaShape | OptShape;

/** One array in the weight file. */
export interface StoredTensor {
  name: string;
  dtype: 'u8' | 'f16' | 'f32';
  shape: number[];
  offset: number;
  bytes: number;
}
