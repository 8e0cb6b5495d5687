/** An image embedding to its hubness: how near it is to what is said of any picture. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory } from '../../runtime/tensor.ts';
import { output } from '../output.ts';

/** @param imageEmbeds `[embed]`, of length 1. @returns A mean of cosines. */
export async function measureHubness(
  session: Session,
  tensors: TensorFactory,
  imageEmbeds: Float32Array,
): Promise<number> {
  const embeds = tensors.float(imageEmbeds, [1, imageEmbeds.length]);
  const outputs = await session.run({ image_embeds: embeds });
  embeds.dispose();
  const [hubness = 0] = await read(output(outputs, 'hubness')); // [1]
  disposeAll(outputs);
  return hubness;
}
