/** The projections of visual tokens on ONNX Runtime. */
import type { Session } from '../../runtime/session.ts';
import type { TensorFactory, Tensors } from '../../runtime/tensor.ts';
import type { ImageFeatures } from '../vision/image-features.ts';
import type { CrossProjection } from './cross-projection.ts';

export class OnnxCrossProjection implements CrossProjection {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  async project({ visualTokens, dims }: ImageFeatures): Promise<Tensors> {
    const tokens = this.#tensors.float(visualTokens, dims); // [1, tokens, hidden]
    const outputs = await this.#session.run({ visual_tokens: tokens });
    tokens.dispose();
    return outputs;
  }
}
