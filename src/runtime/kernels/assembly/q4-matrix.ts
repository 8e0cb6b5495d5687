/**
 * Matrix times several vectors: two quads of rows times four vectors at once, so that unpacked weights serve four
 * times and a vector's codes twice, and a few rows stay in the nearest cache while all vectors pass.
 */
import { half4 } from './half';
import { addEight, addEightWide, highHalves, lowHalves, put, scaled } from './q4-block';
import { q4Vector } from './q4-vector';
import { QUAD } from './quads';
import { CODE, quantisedBytes } from './quantise';

/**
 * As q4Vector, for `count` quantised vectors that lie one after another at `x`; the product of the i-th goes to
 * `out + i * stride` (bytes).
 */
export function q4Matrix(
  out: usize,
  stride: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  begin: usize,
  end: usize,
  columns: usize,
  x: usize,
  count: usize,
  add: i32,
): void {
  const size = quantisedBytes(columns);
  const blocks = columns >> 5;
  const fours = count & ~3;
  for (let row = begin; row < end; row += 2 * QUAD) {
    const bottom = min(row + 2 * QUAD, end);
    const together = bottom - row === 2 * QUAD ? fours : 0;
    const codes = q + row * blocks * 16;
    const halves = row * blocks * 2;
    for (let i: usize = 0; i < together; i += 4) {
      const to = out + i * stride + row * 4;
      twoTimesFour(to, stride, codes, scales + halves, minimums + halves, columns, x + i * size, add);
    }
    for (let i = together; i < count; i++)
      q4Vector(out + i * stride, q, scales, minimums, row, bottom, columns, x + i * size, add);
  }
}

/** What ends in two figures is named after its quad and its vector. */
function twoTimesFour(
  out: usize,
  stride: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  columns: usize,
  x: usize,
  add: i32,
): void {
  const blocks = columns >> 5;
  const size = quantisedBytes(columns);
  const apart = blocks * 64;
  const halves = blocks * 8;
  let xScale = x + columns * CODE;
  let sum00 = f32x4.splat(0);
  let sum01 = f32x4.splat(0);
  let sum02 = f32x4.splat(0);
  let sum03 = f32x4.splat(0);
  let sum10 = f32x4.splat(0);
  let sum11 = f32x4.splat(0);
  let sum12 = f32x4.splat(0);
  let sum13 = f32x4.splat(0);
  for (let b: usize = 0; b < blocks; b++) {
    let p00 = i16x8.splat(0);
    let p01 = i16x8.splat(0);
    let p02 = i16x8.splat(0);
    let p03 = i16x8.splat(0);
    let p10 = i16x8.splat(0);
    let p11 = i16x8.splat(0);
    let p12 = i16x8.splat(0);
    let p13 = i16x8.splat(0);
    for (let eight: usize = 0; eight < 4; eight++) {
      const bytes0 = v128.load(codes);
      const bytes1 = v128.load(codes + apart);
      const x1 = x + size;
      const x2 = x1 + size;
      const x3 = x2 + size;
      if (ASC_FEATURE_RELAXED_SIMD) {
        const low0 = lowHalves(bytes0);
        const high0 = highHalves(bytes0);
        const low1 = lowHalves(bytes1);
        const high1 = highHalves(bytes1);
        let xLow = v128.load32_splat(x);
        let xHigh = v128.load32_splat(x, 4);
        p00 = addEight(p00, low0, high0, xLow, xHigh);
        p10 = addEight(p10, low1, high1, xLow, xHigh);
        xLow = v128.load32_splat(x1);
        xHigh = v128.load32_splat(x1, 4);
        p01 = addEight(p01, low0, high0, xLow, xHigh);
        p11 = addEight(p11, low1, high1, xLow, xHigh);
        xLow = v128.load32_splat(x2);
        xHigh = v128.load32_splat(x2, 4);
        p02 = addEight(p02, low0, high0, xLow, xHigh);
        p12 = addEight(p12, low1, high1, xLow, xHigh);
        xLow = v128.load32_splat(x3);
        xHigh = v128.load32_splat(x3, 4);
        p03 = addEight(p03, low0, high0, xLow, xHigh);
        p13 = addEight(p13, low1, high1, xLow, xHigh);
      } else {
        p00 = addEightWide(p00, bytes0, x);
        p01 = addEightWide(p01, bytes0, x1);
        p02 = addEightWide(p02, bytes0, x2);
        p03 = addEightWide(p03, bytes0, x3);
        p10 = addEightWide(p10, bytes1, x);
        p11 = addEightWide(p11, bytes1, x1);
        p12 = addEightWide(p12, bytes1, x2);
        p13 = addEightWide(p13, bytes1, x3);
      }
      codes += 16;
      x += 8 * CODE;
    }
    const d0 = half4(scale);
    const d1 = half4(scale + halves);
    const m0 = half4(minimum);
    const m1 = half4(minimum + halves);
    const xSum = xScale + blocks * 4;
    let s = v128.load32_splat(xScale);
    let t = v128.load32_splat(xSum);
    sum00 = scaled(p00, d0, m0, s, t, sum00);
    sum10 = scaled(p10, d1, m1, s, t, sum10);
    s = v128.load32_splat(xScale + size);
    t = v128.load32_splat(xSum + size);
    sum01 = scaled(p01, d0, m0, s, t, sum01);
    sum11 = scaled(p11, d1, m1, s, t, sum11);
    s = v128.load32_splat(xScale + 2 * size);
    t = v128.load32_splat(xSum + 2 * size);
    sum02 = scaled(p02, d0, m0, s, t, sum02);
    sum12 = scaled(p12, d1, m1, s, t, sum12);
    s = v128.load32_splat(xScale + 3 * size);
    t = v128.load32_splat(xSum + 3 * size);
    sum03 = scaled(p03, d0, m0, s, t, sum03);
    sum13 = scaled(p13, d1, m1, s, t, sum13);
    scale += 8;
    minimum += 8;
    xScale += 4;
  }
  put(out, sum00, add);
  put(out + 16, sum10, add);
  out += stride;
  put(out, sum01, add);
  put(out + 16, sum11, add);
  out += stride;
  put(out, sum02, add);
  put(out + 16, sum12, add);
  out += stride;
  put(out, sum03, add);
  put(out + 16, sum13, add);
}
