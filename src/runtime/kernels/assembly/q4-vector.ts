/**
 * Matrix times vector: weights at 4 bits in blocks of 32 with scale and minimum, activations quantised.
 *
 * A block's product is scale * xScale * (sum of codes times codes) + minimum * xSum. Blocks are added in the order in
 * which the matrix product adds them, so that a token's result is the same to the last bit however many it is read with.
 *
 * Four quads of rows go side by side, each from its own quarter of the matrix: of weights that no cache holds, a core
 * reads four places at once sooner than one, and a vector's codes are loaded once for all.
 */
import { smallHalf4 } from './half';
import { addEight, addEightWide, highHalves, lowHalves, put, scaled } from './q4-block';
import { QUAD } from './quads';
import { CODE } from './quantise';

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
  const quarter = ((end - begin) >> 4) * QUAD;
  for (let row = begin; row < begin + quarter; row += QUAD)
    fourQuads(
      out + row * 4,
      q + row * blocks * 16,
      scales + row * blocks * 2,
      minimums + row * blocks * 2,
      quarter,
      columns,
      x,
      add,
    );
  for (let row = begin + 4 * quarter; row < end; row += QUAD)
    oneQuad(
      out + row * 4,
      q + row * blocks * 16,
      scales + row * blocks * 2,
      minimums + row * blocks * 2,
      columns,
      x,
      add,
    );
}

/** @param quarter Rows from a quad to the next. */
function fourQuads(
  out: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  quarter: usize,
  columns: usize,
  x: usize,
  add: i32,
): void {
  const blocks = columns >> 5;
  const xScales = x + columns * CODE;
  const xSums = xScales + blocks * 4;
  const apart = quarter * blocks * 16;
  const halves = quarter * blocks * 2;
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  for (let b: usize = 0; b < blocks; b++) {
    let p0 = i16x8.splat(0);
    let p1 = i16x8.splat(0);
    let p2 = i16x8.splat(0);
    let p3 = i16x8.splat(0);
    for (let eight: usize = 0; eight < 4; eight++) {
      const bytes0 = v128.load(codes);
      const bytes1 = v128.load(codes + apart);
      const bytes2 = v128.load(codes + 2 * apart);
      const bytes3 = v128.load(codes + 3 * apart);
      if (ASC_FEATURE_RELAXED_SIMD) {
        const xLow = v128.load32_splat(x);
        const xHigh = v128.load32_splat(x, 4);
        p0 = addEight(p0, lowHalves(bytes0), highHalves(bytes0), xLow, xHigh);
        p1 = addEight(p1, lowHalves(bytes1), highHalves(bytes1), xLow, xHigh);
        p2 = addEight(p2, lowHalves(bytes2), highHalves(bytes2), xLow, xHigh);
        p3 = addEight(p3, lowHalves(bytes3), highHalves(bytes3), xLow, xHigh);
      } else {
        p0 = addEightWide(p0, bytes0, x);
        p1 = addEightWide(p1, bytes1, x);
        p2 = addEightWide(p2, bytes2, x);
        p3 = addEightWide(p3, bytes3, x);
      }
      codes += 16;
      x += 8 * CODE;
    }
    const xScale = enlarged(xScales + b * 4);
    const xSum = enlarged(xSums + b * 4);
    sum0 = scaled(p0, smallHalf4(scale), smallHalf4(minimum), xScale, xSum, sum0);
    sum1 = scaled(p1, smallHalf4(scale + halves), smallHalf4(minimum + halves), xScale, xSum, sum1);
    sum2 = scaled(p2, smallHalf4(scale + 2 * halves), smallHalf4(minimum + 2 * halves), xScale, xSum, sum2);
    sum3 = scaled(p3, smallHalf4(scale + 3 * halves), smallHalf4(minimum + 3 * halves), xScale, xSum, sum3);
    scale += 8;
    minimum += 8;
  }
  put(out, restored(sum0), add);
  put(out + quarter * 4, restored(sum1), add);
  put(out + quarter * 8, restored(sum2), add);
  put(out + quarter * 12, restored(sum3), add);
}

function oneQuad(
  out: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  columns: usize,
  x: usize,
  add: i32,
): void {
  const blocks = columns >> 5;
  const xScales = x + columns * CODE;
  const xSums = xScales + blocks * 4;
  let sum = f32x4.splat(0);
  for (let b: usize = 0; b < blocks; b++) {
    let products = i16x8.splat(0);
    for (let eight: usize = 0; eight < 4; eight++) {
      const bytes = v128.load(codes);
      if (ASC_FEATURE_RELAXED_SIMD) {
        const xLow = v128.load32_splat(x);
        products = addEight(products, lowHalves(bytes), highHalves(bytes), xLow, v128.load32_splat(x, 4));
      } else products = addEightWide(products, bytes, x);
      codes += 16;
      x += 8 * CODE;
    }
    sum = scaled(
      products,
      smallHalf4(scale),
      smallHalf4(minimum),
      enlarged(xScales + b * 4),
      enlarged(xSums + b * 4),
      sum,
    );
    scale += 8;
    minimum += 8;
  }
  put(out, restored(sum), add);
}

/**
 * A scale or sum of the vector, splat. The weights' are read 2 ** -112 times as large, since widening them whole takes
 * a multiplication each; the vector's are made 2 ** 64 times as large instead, once for all quads.
 */
function enlarged(address: usize): v128 {
  return f32x4.mul(v128.load32_splat(address), i32x4.splat(0x5f800000));
}

/** 2 ** 48 times as large: with powers of two alone, no bit of the result is another. */
function restored(sum: v128): v128 {
  return f32x4.mul(sum, i32x4.splat(0x57800000));
}
