/** PixelValues to tokens in the space of a decoder's words: one run of eye and bridge together. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { Vision } from '../encode-image.ts';
import type { PixelValues } from '../preprocessing/pixel-values.ts';

/** One picture as a language model's words. */
export interface Glimpse {
  /** `[count, hidden]` */
  tokens: Float32Array;
  /** `[embed]`, of length 1, for ITC; of vision models that give it. */
  imageEmbeds?: Float32Array;
}

export class ImageTokenEncoder implements Vision<Glimpse> {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  async encode({ data, dims }: PixelValues): Promise<Glimpse> {
    const pixels = this.#tensors.float(data, dims); // [1, 3, height, width]
    const outputs = await this.#session.run({ pixel_values: pixels });
    pixels.dispose();
    const tokens = Float32Array.from(await read(output(outputs, 'image_tokens'))); // [1, count, hidden]
    const embeds = outputs['image_embeds']; // [1, embed]
    const imageEmbeds = embeds && Float32Array.from(await read(embeds));
    disposeAll(outputs);
    return { tokens, ...(imageEmbeds && { imageEmbeds }) };
  }
}
