/** RgbImage to the vision model's input: fit, resize, normalise, by the numbers of the pack. */
import type { RgbImage } from '../image/rgb-image.ts';
import { crop, squash } from './fit.ts';

/** The vision model's input: `[1, 3, height, width]`, normalised. */
export interface PixelValues {
  data: Float32Array;
  dims: [1, 3, number, number];
}

/** What the pack says of its input. */
export interface Preprocessing {
  width: number;
  height: number;
  fit: 'squash' | 'crop';
  /** Per channel, on the scale 0 to 1. */
  mean: readonly number[];
  std: readonly number[];
}

const fits = { squash, crop };

/** Makes the input of one picture. */
export function preprocess(image: RgbImage, spec: Preprocessing): PixelValues {
  const { width, height } = spec;
  return { data: normalise(fits[spec.fit](image, width, height), spec), dims: [1, 3, height, width] };
}

/** (x / 255 - mean) / std, channels first. */
function normalise({ data, width, height }: RgbImage, { mean, std }: Preprocessing): Float32Array {
  const plane = width * height;
  const out = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel++) {
    const m = mean[channel] as number;
    const s = std[channel] as number;
    const values = Float32Array.from({ length: 256 }, (_, x) => (x / 255 - m) / s);
    for (let i = 0; i < plane; i++)
      out[channel * plane + i] = values[data[i * 3 + channel] as number] as number;
  }
  return out;
}
