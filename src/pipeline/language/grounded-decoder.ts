/** The image-grounded text decoder of BLIP's MED, on whatever computes it. */
import type { Tensors } from '../../runtime/tensor.ts';

export interface GroundedDecoder {
  /**
   * Begins to write about one picture, with one empty hypothesis. One picture at a time.
   * @param cross Keys and values of the picture, `[1, heads, tokens, headDim]`: every hypothesis looks at the same.
   * They are the caller's to dispose, after the hypotheses.
   * @param most Hypotheses that there will ever be side by side.
   */
  begin(cross: Tensors, most: number): Promise<Hypotheses>;
}

/** Texts side by side, with the keys and values of their tokens. */
export interface Hypotheses {
  /**
   * Feeds one token to each.
   * @returns Logits of the next token, one array of `[vocab]` per hypothesis.
   */
  step(tokens: readonly number[]): Promise<Float32Array[]>;
  /** Keeps, drops or repeats: hypothesis i becomes what `rows[i]` was. */
  reorder(rows: readonly number[]): Promise<void>;
  dispose(): void;
}
