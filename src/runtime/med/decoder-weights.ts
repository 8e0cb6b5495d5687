/** What the image-grounded decoder (LM) reads. */
import type { DecoderShape } from './shape.ts';
import type { WeightReader } from './weight-reader.ts';
import type { Dense, LayerWeights, Norm } from './weights.ts';

/** Its word table is the output layer as well. */
export interface DecoderWeights extends LayerWeights {
  /** What comes before the output layer. */
  transform: Dense;
  transformNorm: Norm;
}

export function readDecoder(from: WeightReader, shape: DecoderShape): DecoderWeights {
  const { hidden, decoderVocab } = shape;
  return {
    ...from.layers(shape, 'decoder_attention', decoderVocab, 'lm_bias'),
    transform: from.dense('lm_transform', hidden, hidden),
    transformNorm: from.norm('lm_norm', hidden),
  };
}
