/**
 * A quad of rows times several vectors whose codes have two bytes: what is unpacked meets eight vectors, whose sums stay
 * in registers, or at most five, where fewer are left: those of a beam search, or the last of a prompt. They are two
 * functions since one with the latter's conditions was slower for eight.
 */
import { half4 } from './half';
import { addWords, ended, pairOf } from './q4-block';
import { quantisedBytes } from './quantise';

/** Vectors that the first function takes, and the most of the second. */
export const MANY: usize = 8;
export const FEW: usize = 5;

/** Adds the quad times eight vectors to what is at `to`; parameters as of q4Matrix, addresses those of the quad. */
export function eightVectors(
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
    for (let eight: usize = 0; eight < block >> 3; eight++) {
      const bytes = v128.load(codes);
      const w0 = pairOf(bytes, 0);
      const w1 = pairOf(bytes, 1);
      const w2 = pairOf(bytes, 2);
      const w3 = pairOf(bytes, 3);
      p0 = addWords(p0, w0, w1, w2, w3, x);
      p1 = addWords(p1, w0, w1, w2, w3, x + size);
      p2 = addWords(p2, w0, w1, w2, w3, x + 2 * size);
      p3 = addWords(p3, w0, w1, w2, w3, x + 3 * size);
      p4 = addWords(p4, w0, w1, w2, w3, x + 4 * size);
      p5 = addWords(p5, w0, w1, w2, w3, x + 5 * size);
      p6 = addWords(p6, w0, w1, w2, w3, x + 6 * size);
      p7 = addWords(p7, w0, w1, w2, w3, x + 7 * size);
      codes += 16;
      x += 16;
    }
    const d = half4(scale);
    const m = half4(minimum);
    sum0 = ended(p0, d, m, xScale, toSums, sum0);
    sum1 = ended(p1, d, m, xScale + size, toSums, sum1);
    sum2 = ended(p2, d, m, xScale + 2 * size, toSums, sum2);
    sum3 = ended(p3, d, m, xScale + 3 * size, toSums, sum3);
    sum4 = ended(p4, d, m, xScale + 4 * size, toSums, sum4);
    sum5 = ended(p5, d, m, xScale + 5 * size, toSums, sum5);
    sum6 = ended(p6, d, m, xScale + 6 * size, toSums, sum6);
    sum7 = ended(p7, d, m, xScale + 7 * size, toSums, sum7);
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

/** Adds the quad times at most five vectors. */
export function atMostFive(
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
    for (let eight: usize = 0; eight < block >> 3; eight++) {
      const bytes = v128.load(codes);
      const w0 = pairOf(bytes, 0);
      const w1 = pairOf(bytes, 1);
      const w2 = pairOf(bytes, 2);
      const w3 = pairOf(bytes, 3);
      p0 = addWords(p0, w0, w1, w2, w3, x);
      if (count > 1) p1 = addWords(p1, w0, w1, w2, w3, x + size);
      if (count > 2) p2 = addWords(p2, w0, w1, w2, w3, x + 2 * size);
      if (count > 3) p3 = addWords(p3, w0, w1, w2, w3, x + 3 * size);
      if (count > 4) p4 = addWords(p4, w0, w1, w2, w3, x + 4 * size);
      codes += 16;
      x += 16;
    }
    const d = half4(scale);
    const m = half4(minimum);
    sum0 = ended(p0, d, m, xScale, toSums, sum0);
    if (count > 1) sum1 = ended(p1, d, m, xScale + size, toSums, sum1);
    if (count > 2) sum2 = ended(p2, d, m, xScale + 2 * size, toSums, sum2);
    if (count > 3) sum3 = ended(p3, d, m, xScale + 3 * size, toSums, sum3);
    if (count > 4) sum4 = ended(p4, d, m, xScale + 4 * size, toSums, sum4);
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
