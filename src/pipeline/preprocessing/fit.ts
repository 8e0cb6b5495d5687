/** The ways of bringing a picture of any shape to the model's: the whole of it squashed, or its centre. */
import type { RgbImage } from '../image/rgb-image.ts';
import { resize } from './resize.ts';

/** The whole picture, its proportions given up. */
export function squash(image: RgbImage, width: number, height: number): RgbImage {
  return resize(image, width, height);
}

/** The picture scaled to cover `width` x `height`, then its centre. */
export function crop(image: RgbImage, width: number, height: number): RgbImage {
  const scale = Math.max(width / image.width, height / image.height);
  const covering = resize(
    image,
    Math.max(width, Math.round(image.width * scale)),
    Math.max(height, Math.round(image.height * scale)),
  );
  const left = Math.floor((covering.width - width) / 2);
  const top = Math.floor((covering.height - height) / 2);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * covering.width + left) * 3;
    data.set(covering.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data };
}
