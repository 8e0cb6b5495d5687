/** Whether a text fits a picture: the text transformer looking at the picture through cross-attention (ITM). */
import type { Tensors } from '../../runtime/tensor.ts';

/** The two logits of the matching head. */
export interface ItmLogits {
  mismatch: number;
  match: number;
}

/** The image-grounded text encoder of BLIP's MED, on whatever computes it. */
export interface GroundedEncoder {
  /** @param ids BLIP's [Encode] in the place of [CLS]. @param cross Keys and values of one picture. */
  match(ids: readonly number[], cross: Tensors): Promise<ItmLogits>;
}

/** Probability that the pair matches: softmax of the two logits. */
export function probability({ mismatch, match }: ItmLogits): number {
  return 1 / (1 + Math.exp(mismatch - match));
}
