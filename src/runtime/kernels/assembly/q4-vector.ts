/**
 * Matrix times vector: weights at 4 bits in blocks of 32 with scale and minimum, activations quantised.
 *
 * A block's product is scale * xScale * (sum of codes times codes) + minimum * xSum. Blocks are added in the order in
 * which the matrix product adds them, so that a token's result is the same to the last bit however many it is read with.
 */
import { half4 } from './half';
import { CODE } from './quantise';
import { addEight, addEightWide, finish, highHalves, lowHalves } from './q4-block';
import { QUAD } from './quads';
import { multiplyAdd } from './sum';

/**
 * Rows `begin` to `end`, multiples of 4, of the product go to `out[row]` (f32), added to what is there if `add` is not 0.
 * @param q Codes, `scales` and `minimums` in quads. @param x Quantised `[columns]`.
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
  for (let row = begin; row < end; row += QUAD) {
    let codes = q + row * blocks * 16;
    let scale = scales + row * blocks * 2;
    let minimum = minimums + row * blocks * 2;
    let xAt = x;
    let sum = f32x4.splat(0);
    for (let b: usize = 0; b < blocks; b++) {
      const d = f32x4.mul(half4(scale), v128.load32_splat(xScales + b * 4));
      sum = multiplyAdd(block(codes, xAt), d, sum);
      sum = multiplyAdd(half4(minimum), v128.load32_splat(xSums + b * 4), sum);
      codes += 64;
      scale += 8;
      minimum += 8;
      xAt += 32 * CODE;
    }
    const to = out + row * 4;
    v128.store(to, add ? f32x4.add(v128.load(to), sum) : sum);
  }
}

/** A block of a quad times a block of a vector, f32x4, one a row. */
function block(codes: usize, x: usize): v128 {
  let sums = i16x8.splat(0);
  for (let eight: usize = 0; eight < 4; eight++) {
    const bytes = v128.load(codes + eight * 16);
    if (ASC_FEATURE_RELAXED_SIMD) sums = addEight(sums, lowHalves(bytes), highHalves(bytes), x + eight * 8);
    else sums = addEightWide(sums, bytes, x + eight * 16);
  }
  return finish(sums);
}
