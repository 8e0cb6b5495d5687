/**
 * Activations at 16 bits in blocks of 64, each with its scale: what the dense products multiply with.
 *
 * A dense vector of n numbers is: n codes i16 in the order in which the product unpacks the weights; then n / 64 scales
 * f32; then n / 64 sums f32 (scale times the codes' sum), which the weights' minimums multiply.
 */
import { codes4, largestOf } from './largest';
import { sumOfIntegers } from './sum';

const LARGEST: f32 = 32767;
/** Bytes of a dense vector of n numbers, n a multiple of 64. */
export function denseBytes(n: usize): usize {
  return n * 2 + (n >> 6) * 8;
}

/** `[n]` f32 at `x` as a dense vector at `out`. Codes are rounded half to even, from -32767 to 32767. */
export function quantiseDense(x: usize, n: usize, out: usize): void {
  const scales = out + n * 2;
  const sums = scales + (n >> 6) * 4;
  for (let block: usize = 0; block < n >> 6; block++) {
    const from = x + block * 256;
    const largest = largestOf(from, 256);
    const scale = largest / LARGEST;
    const inverse = f32x4.splat(largest > 0 ? LARGEST / largest : 0);
    let sum = i32x4.splat(0);
    for (let i: usize = 0; i < 8; i++) {
      const low = codes4(from + i * 32, inverse);
      const high = codes4(from + i * 32 + 16, inverse);
      sum = i32x4.add(sum, i32x4.add(low, high));
      const eight = i16x8.narrow_i32x4_s(low, high);
      // Two bytes of weights hold, from their lowest bits up, columns 0, 4, 1, 5 and, beside them, 2, 6, 3, 7.
      v128.store(out + block * 128 + i * 16, v128.shuffle<i16>(eight, eight, 0, 2, 4, 6, 1, 3, 5, 7));
    }
    store<f32>(scales + block * 4, scale);
    store<f32>(sums + block * 4, scale * <f32>sumOfIntegers(sum));
  }
}
