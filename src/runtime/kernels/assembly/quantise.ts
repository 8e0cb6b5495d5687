/**
 * Activations at 8 bits in blocks of 32, each with its scale: what the q4 products multiply with.
 *
 * A quantised vector of n numbers is: n codes in the order in which the product unpacks the weights, then
 * n / 32 scales, then n / 32 sums (scale times the sum of the codes), which the weights' minimums multiply.
 */
import { codes4, largestOf } from './largest';
import { sumOfIntegers } from './sum';

/** Bytes of one code: with SIMD128 alone the product takes them as 16 bits. */
export const CODE: usize = ASC_FEATURE_RELAXED_SIMD ? 1 : 2;

/** Bytes of a quantised vector of n numbers, n a multiple of 32. */
export function quantisedBytes(n: usize): usize {
  return n * CODE + (n >> 5) * 8;
}

/**
 * Quantises blocks `begin` to `end` of `[n]` f32 at `x` to `out`. Codes are rounded half to even, from -127 to 127.
 */
export function quantise(x: usize, n: usize, out: usize, begin: usize, end: usize): void {
  const scales = out + n * CODE;
  const sums = scales + (n >> 5) * 4;
  for (let block = begin; block < end; block++) {
    const from = x + block * 128;
    const largest = largestOf(from, 128);
    const scale = largest / 127;
    const inverse = f32x4.splat(largest > 0 ? 127 / largest : 0);
    let sum = i32x4.splat(0);
    for (let i: usize = 0; i < 4; i++) {
      const low = codes4(from + i * 32, inverse);
      const high = codes4(from + i * 32 + 16, inverse);
      sum = i32x4.add(sum, i32x4.add(low, high));
      place(out + block * 32 * CODE, i, i16x8.narrow_i32x4_s(low, high));
    }
    store<f32>(scales + block * 4, scale);
    store<f32>(sums + block * 4, scale * <f32>sumOfIntegers(sum));
  }
}

/** Stores the i-th eight codes of a block, 16 bits each, in the product's order. */
function place(block: usize, i: usize, eight: v128): void {
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store64_lane(block + i * 8, i8x16.narrow_i16x8_s(eight, eight), 0);
  } else {
    // Two bytes of weights hold, from their lowest bits up, columns 0, 4, 1, 5 and, beside them, 2, 6, 3, 7.
    v128.store(block + i * 16, v128.shuffle<i16>(eight, eight, 0, 2, 4, 6, 1, 3, 5, 7));
  }
}
