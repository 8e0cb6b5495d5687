/**
 * Matrix times vector: weights at 4 bits in blocks of 32 with scale and minimum, activations quantised.
 *
 * A block's product is scale * xScale * (sum of codes times codes) + minimum * xSum.
 */
import { half, half4 } from './half';
import { CODE } from './quantise';
import { block4 } from './q4-block';
import { multiplyAdd, sumOfFloats } from './sum';

/**
 * Rows `begin` to `end` of the product go to `out[row]` (f32), added to what is there if `add` is not 0.
 * @param q `[rows, columns / 32, 16]` u8, the low half of a byte the even column.
 * @param scales `[rows, columns / 32]` f16, and `minimums` as well.
 * @param x Quantised `[columns]`.
 */
export function q4Vector(
  out: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  begin: usize,
  end: usize,
  columns: usize,
  x: usize,
  add: i32,
): void {
  const blocks = columns >> 5;
  const xScales = x + columns * CODE;
  const xSums = xScales + blocks * 4;
  const four = blocks & ~3;
  for (let row = begin; row < end; row++) {
    const codes = q + row * blocks * 16;
    const scale = scales + row * blocks * 2;
    const minimum = minimums + row * blocks * 2;
    let sum = f32x4.splat(0);
    let even = f32x4.splat(0);
    for (let b: usize = 0; b < four; b += 4) {
      const d = f32x4.mul(half4(scale + b * 2), v128.load(xScales + b * 4));
      even = multiplyAdd(half4(minimum + b * 2), v128.load(xSums + b * 4), even);
      const at = codes + b * 16;
      const xAt = x + b * 32 * CODE;
      sum = multiplyAdd(block4(at, xAt), v128.shuffle<f32>(d, d, 0, 0, 0, 0), sum);
      even = multiplyAdd(block4(at + 16, xAt + 32 * CODE), v128.shuffle<f32>(d, d, 1, 1, 1, 1), even);
      sum = multiplyAdd(block4(at + 32, xAt + 64 * CODE), v128.shuffle<f32>(d, d, 2, 2, 2, 2), sum);
      even = multiplyAdd(block4(at + 48, xAt + 96 * CODE), v128.shuffle<f32>(d, d, 3, 3, 3, 3), even);
    }
    let rest: f32 = 0;
    for (let b = four; b < blocks; b++) {
      const d = half(scale + b * 2) * load<f32>(xScales + b * 4);
      sum = multiplyAdd(block4(codes + b * 16, x + b * 32 * CODE), f32x4.splat(d), sum);
      rest += half(minimum + b * 2) * load<f32>(xSums + b * 4);
    }
    const total = sumOfFloats(f32x4.add(sum, even)) + rest;
    const to = out + row * 4;
    store<f32>(to, add ? load<f32>(to) + total : total);
  }
}
