/**
 * Activations in blocks, each with its scale: what the q4 products multiply with. Their codes have one byte, or two where
 * nothing may be rounded otherwise than float32 would: with one, one next word of a hundred is another.
 *
 * A quantised vector of n numbers is: 2 n bytes of codes in the order in which the product unpacks the weights (sixteen
 * for eight numbers, of which codes of one byte take the first eight; of two bytes, where four are multiplied at once
 * (FOUR), the upper ones come first and then the lower), then a scale f32 for each block, then as many sums
 * f32 (scale times the sum of the codes), which the weights' minimums multiply.
 */
import { codes4, largestOf } from './largest';
import { sumOfIntegers } from './sum';

/** Largest codes of one byte and of two: the latter's upper byte, of a number with a signed lower one, is 127. */
const BYTE: f32 = 127;
const TWO_BYTES: f32 = 32639;

/** Bytes of a quantised vector of n numbers, n a multiple of 32, in blocks of 32; of 64 it needs less. */
export function quantisedBytes(n: usize): usize {
  return n * 2 + (n >> 5) * 8;
}

/**
 * Quantises blocks `begin` to `end` of `[n]` f32 at `x` to `out`. Codes are rounded half to even.
 * @param block Numbers that share a scale, 32 or 64: as many as of the weights. @param bytes Of a code, 1 or 2.
 */
export function quantise(
  x: usize,
  n: usize,
  out: usize,
  begin: usize,
  end: usize,
  block: usize,
  bytes: i32,
): void {
  const most = bytes === 1 ? BYTE : TWO_BYTES;
  const scales = out + n * 2;
  const sums = scales + (n / block) * 4;
  for (let b = begin; b < end; b++) {
    const from = x + b * block * 4;
    const to = out + b * block * 2;
    const largest = largestOf(from, block * 4);
    const scale = largest / most;
    const inverse = f32x4.splat(largest > 0 ? most / largest : 0);
    let sum = i32x4.splat(0);
    for (let i: usize = 0; i < block; i += 8) {
      const low = codes4(from + i * 4, inverse);
      const high = codes4(from + i * 4 + 16, inverse);
      sum = i32x4.add(sum, i32x4.add(low, high));
      v128.store(to + i * 2, inOrder(i16x8.narrow_i32x4_s(low, high), bytes));
    }
    store<f32>(scales + b * 4, scale);
    store<f32>(sums + b * 4, scale * <f32>sumOfIntegers(sum));
  }
}

/** Eight codes in the product's order. */
function inOrder(eight: v128, bytes: i32): v128 {
  if (ASC_FEATURE_RELAXED_SIMD && bytes === 1) return i8x16.narrow_i16x8_s(eight, eight);
  if (FOUR) {
    const upper = i16x8.shr_s(i16x8.add(eight, i16x8.splat(128)), 8);
    return i8x16.narrow_i16x8_s(upper, i16x8.sub(eight, i16x8.shl(upper, 8)));
  }
  // Two bytes of weights hold, from their lowest bits up, columns 0, 4, 1, 5 and, beside them, 2, 6, 3, 7.
  return v128.shuffle<i16>(eight, eight, 0, 2, 4, 6, 1, 3, 5, 7);
}
