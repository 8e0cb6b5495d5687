/**
 * Matrix times several vectors, weights at 4 bits: what is unpacked meets eight vectors whose sums stay in registers, or
 * at most five, where fewer are left: those of a beam search, or the last of a prompt.
 */
import { half4 } from './half';
import { addEight, addSecond, scaled, start, unpacked } from './q4-block';
import { QUAD } from './quads';
import { quantisedBytes } from './quantise';

/** Vectors that go together. */
const MANY: usize = 8;
const FEW: usize = 5;

/**
 * Rows `begin` to `end`, multiples of 4, of the product with `count` quantised vectors that lie one after another at
 * `x`; that with the i-th goes to `out + i * stride` (bytes), f32. Added to `bias` `[rows]` f32, if that is not 0, and
 * to what is there, if `add` is not 0.
 * @param q Codes, `scales` and `minimums` in quads.
 * @param block Columns that share a scale and a minimum, and numbers of a vector that share a scale; 32 or 64.
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
  block: usize,
  x: usize,
  count: usize,
  add: i32,
  bias: usize,
): void {
  const size = quantisedBytes(columns);
  const together = count - (count % MANY);
  for (let row = begin; row < end; row += QUAD) {
    const codes = q + row * (columns >> 1);
    const halves = row * (columns / block) * 2;
    const d = scales + halves;
    const m = minimums + halves;
    for (let i: usize = 0; i < count; i++) {
      const to = out + i * stride + row * 4;
      v128.store(to, start(to, row, add, bias));
    }
    for (let i: usize = 0; i < together; i += MANY)
      eightVectors(out + i * stride + row * 4, stride, codes, d, m, block, columns, x + i * size);
    for (let i = together; i < count; i += FEW) {
      const some = min(FEW, count - i);
      atMostFive(out + i * stride + row * 4, stride, codes, d, m, block, columns, x + i * size, some);
    }
  }
}

/** Adds a quad times eight vectors to what is at `to`. */
function eightVectors(
  to: usize,
  stride: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  block: usize,
  columns: usize,
  x: usize,
): void {
  const size = quantisedBytes(columns);
  const toSums = (columns / block) * 4;
  const end = x + columns * 2;
  let xScale = end;
  let sum0 = v128.load(to);
  let sum1 = v128.load(to + stride);
  let sum2 = v128.load(to + 2 * stride);
  let sum3 = v128.load(to + 3 * stride);
  let sum4 = v128.load(to + 4 * stride);
  let sum5 = v128.load(to + 5 * stride);
  let sum6 = v128.load(to + 6 * stride);
  let sum7 = v128.load(to + 7 * stride);
  while (x < end) {
    let p0 = i32x4.splat(0);
    let p1 = i32x4.splat(0);
    let p2 = i32x4.splat(0);
    let p3 = i32x4.splat(0);
    let p4 = i32x4.splat(0);
    let p5 = i32x4.splat(0);
    let p6 = i32x4.splat(0);
    let p7 = i32x4.splat(0);
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    let s4 = i32x4.splat(0);
    let s5 = i32x4.splat(0);
    let s6 = i32x4.splat(0);
    let s7 = i32x4.splat(0);
    for (let eight: usize = 0; eight < block >> 3; eight++) {
      const bytes = v128.load(codes);
      const w0 = unpacked(bytes, 0);
      const w1 = unpacked(bytes, 1);
      const w2 = unpacked(bytes, 2);
      const w3 = unpacked(bytes, 3);
      p0 = addEight(p0, w0, w1, w2, w3, x);
      p1 = addEight(p1, w0, w1, w2, w3, x + size);
      p2 = addEight(p2, w0, w1, w2, w3, x + 2 * size);
      p3 = addEight(p3, w0, w1, w2, w3, x + 3 * size);
      p4 = addEight(p4, w0, w1, w2, w3, x + 4 * size);
      p5 = addEight(p5, w0, w1, w2, w3, x + 5 * size);
      p6 = addEight(p6, w0, w1, w2, w3, x + 6 * size);
      p7 = addEight(p7, w0, w1, w2, w3, x + 7 * size);
      s0 = addSecond(s0, w0, w1, x);
      s1 = addSecond(s1, w0, w1, x + size);
      s2 = addSecond(s2, w0, w1, x + 2 * size);
      s3 = addSecond(s3, w0, w1, x + 3 * size);
      s4 = addSecond(s4, w0, w1, x + 4 * size);
      s5 = addSecond(s5, w0, w1, x + 5 * size);
      s6 = addSecond(s6, w0, w1, x + 6 * size);
      s7 = addSecond(s7, w0, w1, x + 7 * size);
      codes += 16;
      x += 16;
    }
    const d = half4(scale);
    const m = half4(minimum);
    sum0 = ended(p0, s0, d, m, xScale, toSums, sum0);
    sum1 = ended(p1, s1, d, m, xScale + size, toSums, sum1);
    sum2 = ended(p2, s2, d, m, xScale + 2 * size, toSums, sum2);
    sum3 = ended(p3, s3, d, m, xScale + 3 * size, toSums, sum3);
    sum4 = ended(p4, s4, d, m, xScale + 4 * size, toSums, sum4);
    sum5 = ended(p5, s5, d, m, xScale + 5 * size, toSums, sum5);
    sum6 = ended(p6, s6, d, m, xScale + 6 * size, toSums, sum6);
    sum7 = ended(p7, s7, d, m, xScale + 7 * size, toSums, sum7);
    scale += 8;
    minimum += 8;
    xScale += 4;
  }
  v128.store(to, sum0);
  v128.store(to + stride, sum1);
  v128.store(to + 2 * stride, sum2);
  v128.store(to + 3 * stride, sum3);
  v128.store(to + 4 * stride, sum4);
  v128.store(to + 5 * stride, sum5);
  v128.store(to + 6 * stride, sum6);
  v128.store(to + 7 * stride, sum7);
}

/** Adds a quad times at most five vectors to what is at `to`. */
function atMostFive(
  to: usize,
  stride: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  block: usize,
  columns: usize,
  x: usize,
  count: usize,
): void {
  const size = quantisedBytes(columns);
  const toSums = (columns / block) * 4;
  const end = x + columns * 2;
  let xScale = end;
  let sum0 = v128.load(to);
  let sum1 = count > 1 ? v128.load(to + stride) : sum0;
  let sum2 = count > 2 ? v128.load(to + 2 * stride) : sum0;
  let sum3 = count > 3 ? v128.load(to + 3 * stride) : sum0;
  let sum4 = count > 4 ? v128.load(to + 4 * stride) : sum0;
  while (x < end) {
    let p0 = i32x4.splat(0);
    let p1 = i32x4.splat(0);
    let p2 = i32x4.splat(0);
    let p3 = i32x4.splat(0);
    let p4 = i32x4.splat(0);
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    let s4 = i32x4.splat(0);
    for (let eight: usize = 0; eight < block >> 3; eight++) {
      const bytes = v128.load(codes);
      const w0 = unpacked(bytes, 0);
      const w1 = unpacked(bytes, 1);
      const w2 = unpacked(bytes, 2);
      const w3 = unpacked(bytes, 3);
      p0 = addEight(p0, w0, w1, w2, w3, x);
      s0 = addSecond(s0, w0, w1, x);
      if (count > 1) p1 = addEight(p1, w0, w1, w2, w3, x + size);
      if (FOUR && count > 1) s1 = addSecond(s1, w0, w1, x + size);
      if (count > 2) p2 = addEight(p2, w0, w1, w2, w3, x + 2 * size);
      if (FOUR && count > 2) s2 = addSecond(s2, w0, w1, x + 2 * size);
      if (count > 3) p3 = addEight(p3, w0, w1, w2, w3, x + 3 * size);
      if (FOUR && count > 3) s3 = addSecond(s3, w0, w1, x + 3 * size);
      if (count > 4) p4 = addEight(p4, w0, w1, w2, w3, x + 4 * size);
      if (FOUR && count > 4) s4 = addSecond(s4, w0, w1, x + 4 * size);
      codes += 16;
      x += 16;
    }
    const d = half4(scale);
    const m = half4(minimum);
    sum0 = ended(p0, s0, d, m, xScale, toSums, sum0);
    if (count > 1) sum1 = ended(p1, s1, d, m, xScale + size, toSums, sum1);
    if (count > 2) sum2 = ended(p2, s2, d, m, xScale + 2 * size, toSums, sum2);
    if (count > 3) sum3 = ended(p3, s3, d, m, xScale + 3 * size, toSums, sum3);
    if (count > 4) sum4 = ended(p4, s4, d, m, xScale + 4 * size, toSums, sum4);
    scale += 8;
    minimum += 8;
    xScale += 4;
  }
  v128.store(to, sum0);
  if (count > 1) v128.store(to + stride, sum1);
  if (count > 2) v128.store(to + 2 * stride, sum2);
  if (count > 3) v128.store(to + 3 * stride, sum3);
  if (count > 4) v128.store(to + 4 * stride, sum4);
}

/** @param xScale Address of the vector's scale of this block; its sum lies `toSums` further. */
function ended(
  products: v128,
  second: v128,
  scale: v128,
  minimum: v128,
  xScale: usize,
  toSums: usize,
  sum: v128,
): v128 {
  const xSum = v128.load32_splat(xScale + toSums);
  return scaled(products, second, scale, minimum, v128.load32_splat(xScale), xSum, sum);
}
