/**
 * Visual tokens to the keys and values that the text layers attend to: BLIP's bridge is the identity, so
 * all that is left to do once per picture is each layer's projection.
 */
import type { Session } from '../../runtime/session.ts';
import type { TensorFactory, Tensors } from '../../runtime/tensor.ts';
import type { ImageFeatures } from '../vision/image-features.ts';

export class CrossProjection {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  /** @returns `cross.{layer}.key` and `.value`, `[1, heads, tokens, headDim]`; the caller disposes them. */
  async project({ visualTokens, dims }: ImageFeatures): Promise<Tensors> {
    const tokens = this.#tensors.float(visualTokens, dims); // [1, tokens, hidden]
    const outputs = await this.#session.run({ visual_tokens: tokens });
    tokens.dispose();
    return outputs;
  }
}
