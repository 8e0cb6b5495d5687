/**
 * Matrix times several vectors: four at a time share the unpacking of the weights, and a few quads of rows stay in
 * the nearest cache while all vectors pass.
 */
import { half4 } from './half';
import { addEight, addEightWide, finish, highHalves, lowHalves } from './q4-block';
import { q4Vector } from './q4-vector';
import { QUAD } from './quads';
import { CODE, quantisedBytes } from './quantise';
import { multiplyAdd } from './sum';

const ROWS: usize = 8;

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
  const fours = count & ~3;
  for (let top = begin; top < end; top += ROWS) {
    const bottom = min(top + ROWS, end);
    for (let i: usize = 0; i < fours; i += 4)
      for (let row = top; row < bottom; row += QUAD)
        quadTimesFour(
          out + i * stride + row * 4,
          stride,
          q,
          scales,
          minimums,
          row,
          columns,
          x + i * size,
          add,
        );
    for (let i = fours; i < count; i++)
      q4Vector(out + i * stride, q, scales, minimums, top, bottom, columns, x + i * size, add);
  }
}

function quadTimesFour(
  out: usize,
  stride: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  row: usize,
  columns: usize,
  x: usize,
  add: i32,
): void {
  const blocks = columns >> 5;
  const size = quantisedBytes(columns);
  const toSums = blocks * 4;
  let codes = q + row * blocks * 16;
  let scale = scales + row * blocks * 2;
  let minimum = minimums + row * blocks * 2;
  let x0 = x;
  let ends = x + columns * CODE;
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  for (let b: usize = 0; b < blocks; b++) {
    let p0 = i16x8.splat(0);
    let p1 = i16x8.splat(0);
    let p2 = i16x8.splat(0);
    let p3 = i16x8.splat(0);
    const x1 = x0 + size;
    const x2 = x1 + size;
    const x3 = x2 + size;
    for (let eight: usize = 0; eight < 4; eight++) {
      const bytes = v128.load(codes + eight * 16);
      const at = eight * 8 * CODE;
      if (ASC_FEATURE_RELAXED_SIMD) {
        const low = lowHalves(bytes);
        const high = highHalves(bytes);
        p0 = addEight(p0, low, high, x0 + at);
        p1 = addEight(p1, low, high, x1 + at);
        p2 = addEight(p2, low, high, x2 + at);
        p3 = addEight(p3, low, high, x3 + at);
      } else {
        p0 = addEightWide(p0, bytes, x0 + at);
        p1 = addEightWide(p1, bytes, x1 + at);
        p2 = addEightWide(p2, bytes, x2 + at);
        p3 = addEightWide(p3, bytes, x3 + at);
      }
    }
    const d = half4(scale);
    const m = half4(minimum);
    sum0 = scaled(p0, d, m, ends, toSums, sum0);
    sum1 = scaled(p1, d, m, ends + size, toSums, sum1);
    sum2 = scaled(p2, d, m, ends + 2 * size, toSums, sum2);
    sum3 = scaled(p3, d, m, ends + 3 * size, toSums, sum3);
    codes += 64;
    scale += 8;
    minimum += 8;
    x0 += 32 * CODE;
    ends += 4;
  }
  put(out, sum0, add);
  put(out + stride, sum1, add);
  put(out + 2 * stride, sum2, add);
  put(out + 3 * stride, sum3, add);
}

/** @param xScale Address of the vector's scale of this block; its sum lies `toSums` further. */
function scaled(products: v128, d: v128, m: v128, xScale: usize, toSums: usize, sum: v128): v128 {
  sum = multiplyAdd(finish(products), f32x4.mul(d, v128.load32_splat(xScale)), sum);
  return multiplyAdd(m, v128.load32_splat(xScale + toSums), sum);
}

function put(to: usize, sum: v128, add: i32): void {
  v128.store(to, add ? f32x4.add(v128.load(to), sum) : sum);
}
