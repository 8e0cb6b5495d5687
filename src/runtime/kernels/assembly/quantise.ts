/**
 * Activations at 16 bits in blocks, each with its scale: what the q4 products multiply with. With 8 bits one next
 * word of a hundred was another than without rounding.
 *
 * A quantised vector of n numbers is: n codes in the order in which the product unpacks the weights, then a scale f32 for
 * each block, then as many sums f32 (scale times the sum of the codes), which the weights' minimums multiply.
 */
import { codes4, largestOf } from './largest';
import { sumOfIntegers } from './sum';

/** Largest code: 127 and a half of its unit, so that a code is two of 8 bits, 256 times the first plus the second. */
const LARGEST: f32 = 32639;

/** Bytes of a quantised vector of n numbers, n a multiple of 32, in blocks of 32; of 64 it needs less. */
export function quantisedBytes(n: usize): usize {
  return n * 2 + (n >> 5) * 8;
}

/**
 * Quantises blocks `begin` to `end` of `[n]` f32 at `x` to `out`. Codes are rounded half to even.
 * @param block Numbers that share a scale, 32 or 64: as many as of the weights.
 */
export function quantise(x: usize, n: usize, out: usize, begin: usize, end: usize, block: usize): void {
  const scales = out + n * 2;
  const sums = scales + (n / block) * 4;
  for (let b = begin; b < end; b++) {
    const from = x + b * block * 4;
    const to = out + b * block * 2;
    const largest = largestOf(from, block * 4);
    const scale = largest / LARGEST;
    const inverse = f32x4.splat(largest > 0 ? LARGEST / largest : 0);
    let sum = i32x4.splat(0);
    for (let i: usize = 0; i < block; i += 8) {
      const low = codes4(from + i * 4, inverse);
      const high = codes4(from + i * 4 + 16, inverse);
      sum = i32x4.add(sum, i32x4.add(low, high));
      v128.store(to + i * 2, inOrder(i16x8.narrow_i32x4_s(low, high)));
    }
    store<f32>(scales + b * 4, scale);
    store<f32>(sums + b * 4, scale * <f32>sumOfIntegers(sum));
  }
}

/** Eight codes in the product's order. */
function inOrder(eight: v128): v128 {
  if (FOUR) {
    const second = i16x8.shr_s(i16x8.shl(eight, 8), 8);
    const first = i16x8.shr_s(i16x8.sub(eight, second), 8);
    return i8x16.narrow_i16x8_s(first, second);
  }
  // Two bytes of weights hold, from their lowest bits up, columns 0, 4, 1, 5 and, beside them, 2, 6, 3, 7.
  return v128.shuffle<i16>(eight, eight, 0, 2, 4, 6, 1, 3, 5, 7);
}
