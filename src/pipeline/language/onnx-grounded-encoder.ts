/** The image-grounded text encoder on ONNX Runtime. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory, type Tensors } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { GroundedEncoder, ItmLogits } from './grounded-encoder.ts';
import { textInputs } from './text-inputs.ts';

export class OnnxGroundedEncoder implements GroundedEncoder {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  async match(ids: readonly number[], cross: Tensors): Promise<ItmLogits> {
    const inputs = textInputs(this.#tensors, ids);
    const outputs = await this.#session.run({ ...inputs, ...cross });
    const [mismatch = 0, match = 0] = await read(output(outputs, 'itm_logits')); // [1, 2]
    disposeAll(inputs);
    disposeAll(outputs);
    return { mismatch, match };
  }
}
