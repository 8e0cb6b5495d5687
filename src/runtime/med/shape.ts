/** The shape of a text transformer with cross-attention (BERT's layers: post-norm, learned positions, GELU). */
export interface MedShape {
  hidden: number;
  layers: number;
  heads: number;
  headDim: number;
  /** Layers with cross-attention. */
  crossLayers: readonly number[];
  /** Tokens of a picture. */
  visualTokens: number;
  maxPositions: number;
}

/** With what the decoder needs besides. */
export interface DecoderShape extends MedShape {
  /** The first of a picture's tokens: those that the decoder looks at. */
  captionTokens: number;
  decoderVocab: number;
}
