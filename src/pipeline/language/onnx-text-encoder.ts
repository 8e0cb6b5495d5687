/** The unimodal text encoder on ONNX Runtime. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { TextEncoder } from './text-encoder.ts';
import { textInputs } from './text-inputs.ts';

export class OnnxTextEncoder implements TextEncoder {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  /** @returns `[embed]`, of length 1. */
  async encode(ids: readonly number[]): Promise<Float32Array> {
    const inputs = textInputs(this.#tensors, ids);
    const outputs = await this.#session.run(inputs);
    const embeds = Float32Array.from(await read(output(outputs, 'text_embeds')));
    disposeAll(inputs);
    disposeAll(outputs);
    return embeds;
  }
}
