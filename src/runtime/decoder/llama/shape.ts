/** What a voice is: the sizes of a Llama-shaped decoder, and where its tensors lie in the weight file. */

/** Llama (Touvron et al. 2023): RMSNorm, rotary positions, grouped-query attention, SwiGLU, tied table. */
export interface LlamaShape {
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
  ropeTheta: number;
  normEps: number;
}

/** One array in the weight file. */
export interface StoredTensor {
  name: string;
  dtype: 'u8' | 'f16' | 'f32';
  shape: number[];
  offset: number;
  bytes: number;
}
