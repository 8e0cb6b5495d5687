/**
 * Bilinear resize to the very bytes of Pillow's `Image.resize((w, h), BILINEAR)` (Resample.c): a triangle
 * filter widened for downscaling, fixed-point weights, horizontal pass first, 8-bit rounding between.
 */
import type { RgbImage } from '../image/rgb-image.ts';

const PRECISION_BITS = 32 - 8 - 2;
const HALF = 1 << (PRECISION_BITS - 1);

/** For each output position: the first input position and the weights from there on. */
interface Weights {
  starts: Int32Array;
  counts: Int32Array;
  /** `[outSize, size]`, fixed point. */
  values: Int32Array;
  size: number;
}

/** Scales the whole picture to `width` x `height`. */
export function resize(image: RgbImage, width: number, height: number): RgbImage {
  const narrow = new Uint8Array(width * image.height * 3);
  // Along a row pixels are 3 bytes apart, along a column a whole row.
  pass(image.data, narrow, weights(image.width, width), 3, image.height, image.width * 3, width * 3, 3);
  const data = new Uint8Array(width * height * 3);
  pass(narrow, data, weights(image.height, height), width * 3, 1, 0, 0, width * 3);
  return { width, height, data };
}

/**
 * One pass along one axis. Output i of a line is a weighted sum of input steps, for `bytes` neighbouring
 * bytes at once: 3 (a pixel) along rows, a whole row along columns.
 */
function pass(
  input: Uint8Array,
  output: Uint8Array,
  { starts, counts, values, size }: Weights,
  step: number,
  lines: number,
  inputLine: number,
  outputLine: number,
  bytes: number,
): void {
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < starts.length; i++) {
      const from = line * inputLine + (starts[i] as number) * step;
      const to = line * outputLine + i * bytes;
      const count = counts[i] as number;
      for (let b = 0; b < bytes; b++) {
        let sum = HALF;
        for (let k = 0, at = from + b; k < count; k++, at += step) {
          sum += (input[at] as number) * (values[i * size + k] as number);
        }
        const level = sum >> PRECISION_BITS;
        output[to + b] = level < 0 ? 0 : level > 255 ? 255 : level;
      }
    }
  }
}

function weights(inSize: number, outSize: number): Weights {
  const scale = inSize / outSize;
  const support = Math.max(scale, 1);
  const size = Math.ceil(support) * 2 + 1;
  const starts = new Int32Array(outSize);
  const counts = new Int32Array(outSize);
  const values = new Int32Array(outSize * size);
  for (let i = 0; i < outSize; i++) {
    const center = (i + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const count = Math.min(inSize, Math.trunc(center + support + 0.5)) - start;
    const triangle = Array.from({ length: count }, (_, k) =>
      Math.max(0, 1 - Math.abs((k + start - center + 0.5) / support)),
    );
    const sum = triangle.reduce((total, weight) => total + weight, 0);
    triangle.forEach((weight, k) => {
      values[i * size + k] = Math.trunc((weight / sum) * (1 << PRECISION_BITS) + 0.5);
    });
    starts[i] = start;
    counts[i] = count;
  }
  return { starts, counts, values, size };
}
