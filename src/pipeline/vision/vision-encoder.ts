/** PixelValues to ImageFeatures: one run of the vision model. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { PixelValues } from '../preprocessing/pixel-values.ts';
import type { ImageFeatures } from './image-features.ts';

export class VisionEncoder {
  readonly #session: Session;
  readonly #tensors: TensorFactory;

  constructor(session: Session, tensors: TensorFactory) {
    this.#session = session;
    this.#tensors = tensors;
  }

  async encode({ data, dims }: PixelValues): Promise<ImageFeatures> {
    const pixels = this.#tensors.float(data, dims); // [1, 3, height, width]
    const outputs = await this.#session.run({ pixel_values: pixels });
    pixels.dispose();
    const tokens = output(outputs, 'visual_tokens'); // [1, tokens, hidden]
    const features = {
      imageEmbeds: Float32Array.from(await read(output(outputs, 'image_embeds'))),
      visualTokens: Float32Array.from(await read(tokens)),
      dims: tokens.dims,
    };
    disposeAll(outputs);
    return features;
  }
}
