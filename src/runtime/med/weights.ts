/** The weights that every mode of a MED has, as addresses in a linear memory. */

/**
 * Weights `[rows, columns]` at 4 bits in blocks of 64 (codes u8, scales and minimums f16), in the kernels' quads, and a
 * bias `[rows]` f32.
 */
export interface Dense {
  q: number;
  scales: number;
  minimums: number;
  bias: number;
  rows: number;
  columns: number;
}

/** Of a layer normalisation, `[hidden]` f32 each. */
export interface Norm {
  weight: number;
  bias: number;
}

/** What looks at keys and values: the picture's in cross-attention, where they come ready. */
export interface AttentionWeights {
  query: Dense;
  output: Dense;
  norm: Norm;
}

export interface MedLayer {
  own: AttentionWeights & { key: Dense; value: Dense };
  cross: AttentionWeights | undefined;
  inner: Dense;
  outer: Dense;
  norm: Norm;
}

export interface LayerWeights {
  /** The word table. */
  words: Dense;
  /** `[maxPositions, hidden]` f32. */
  positions: number;
  norm: Norm;
  layers: MedLayer[];
}

/** Columns that share a scale and a minimum. */
export const BLOCK = 64;

/** What a product takes: a caption is a few words, and each is PyTorch's. */
export const CODE_BYTES = 2;
