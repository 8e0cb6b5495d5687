/** PixelValues to tokens in the space of a decoder's words: one run of eye and bridge together. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { Vision } from '../encode-image.ts';
import type { PixelValues } from '../preprocessing/pixel-values.ts';

export class ImageTokenEncoder implements Vision<Float32Array> {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  /** @returns `[count, hidden]` */
  async encode({ data, dims }: PixelValues): Promise<Float32Array> {
    const pixels = this.#tensors.float(data, dims); // [1, 3, height, width]
    const outputs = await this.#session.run({ pixel_values: pixels });
    pixels.dispose();
    const tokens = Float32Array.from(await read(output(outputs, 'image_tokens'))); // [1, count, hidden]
    disposeAll(outputs);
    return tokens;
  }
}
