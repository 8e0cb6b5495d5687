/** Whether a text fits a picture: the text transformer looking at the picture through cross-attention (ITM). */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory, type Tensors } from '../../runtime/tensor.ts';
import { output } from '../output.ts';

/** The two logits of the matching head. */
export interface ItmLogits {
  mismatch: number;
  match: number;
}

export class GroundedEncoder {
  readonly #session: Session;
  readonly #tensors: TensorFactory;
  readonly #encodeToken: number;

  /** @param encodeToken BLIP's [Encode], which stands in the place of [CLS]. */
  constructor(session: Session, tensors: TensorFactory, encodeToken: number) {
    this.#session = session;
    this.#tensors = tensors;
    this.#encodeToken = encodeToken;
  }

  /** @param cross Keys and values of one picture. */
  async match(ids: readonly number[], cross: Tensors): Promise<ItmLogits> {
    const dims = [1, ids.length];
    const inputs = {
      input_ids: this.#tensors.int64([this.#encodeToken, ...ids.slice(1)], dims), // [1, tokens]
      attention_mask: this.#tensors.int64(
        ids.map(() => 1),
        dims,
      ), // [1, tokens]
    };
    const outputs = await this.#session.run({ ...inputs, ...cross });
    const [mismatch = 0, match = 0] = await read(output(outputs, 'itm_logits')); // [1, 2]
    disposeAll(inputs);
    disposeAll(outputs);
    return { mismatch, match };
  }
}

/** Probability that the pair matches: softmax of the two logits. */
export function probability({ mismatch, match }: ItmLogits): number {
  return 1 / (1 + Math.exp(mismatch - match));
}
