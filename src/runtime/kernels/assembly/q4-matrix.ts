/**
 * Matrix times several vectors: four at a time share the unpacking of a weight block, and eight rows stay in the
 * nearest cache while all vectors pass.
 */
import { half, half4 } from './half';
import { highHalves, lowHalves, product4, wideProduct4 } from './q4-block';
import { q4Vector } from './q4-vector';
import { CODE, quantisedBytes } from './quantise';
import { multiplyAdd, sumOfFloats } from './sum';

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
    for (let i: usize = 0; i < fours; i += 4) {
      for (let row = top; row < bottom; row++) {
        rowTimesFour(
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
      }
    }
    for (let i = fours; i < count; i++) {
      q4Vector(out + i * stride, q, scales, minimums, top, bottom, columns, x + i * size, add);
    }
  }
}

function rowTimesFour(
  out: usize,
  stride: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  row: usize,
  columns: usize,
  x0: usize,
  add: i32,
): void {
  const blocks = columns >> 5;
  const size = quantisedBytes(columns);
  const x1 = x0 + size;
  const x2 = x1 + size;
  const x3 = x2 + size;
  const toScales = columns * CODE;
  const toSums = toScales + blocks * 4;
  const codes = q + row * blocks * 16;
  const scale = scales + row * blocks * 2;
  const minimum = minimums + row * blocks * 2;
  let sum0 = f32x4.splat(0);
  let sum1 = f32x4.splat(0);
  let sum2 = f32x4.splat(0);
  let sum3 = f32x4.splat(0);
  const four = blocks & ~3;
  for (let b: usize = 0; b < four; b += 4) {
    const m = half4(minimum + b * 2);
    const sumsAt = toSums + b * 4;
    sum0 = multiplyAdd(m, v128.load(x0 + sumsAt), sum0);
    sum1 = multiplyAdd(m, v128.load(x1 + sumsAt), sum1);
    sum2 = multiplyAdd(m, v128.load(x2 + sumsAt), sum2);
    sum3 = multiplyAdd(m, v128.load(x3 + sumsAt), sum3);
    const d = half4(scale + b * 2);
    const scalesAt = toScales + b * 4;
    let d0 = f32x4.mul(d, v128.load(x0 + scalesAt));
    let d1 = f32x4.mul(d, v128.load(x1 + scalesAt));
    let d2 = f32x4.mul(d, v128.load(x2 + scalesAt));
    let d3 = f32x4.mul(d, v128.load(x3 + scalesAt));
    for (let i: usize = 0; i < 4; i++) {
      const block = v128.load(codes + (b + i) * 16);
      const at = (b + i) * 32 * CODE;
      if (ASC_FEATURE_RELAXED_SIMD) {
        const low = lowHalves(block);
        const high = highHalves(block);
        sum0 = multiplyAdd(product4(low, high, x0 + at), first(d0), sum0);
        sum1 = multiplyAdd(product4(low, high, x1 + at), first(d1), sum1);
        sum2 = multiplyAdd(product4(low, high, x2 + at), first(d2), sum2);
        sum3 = multiplyAdd(product4(low, high, x3 + at), first(d3), sum3);
      } else {
        sum0 = multiplyAdd(wideProduct4(block, x0 + at), first(d0), sum0);
        sum1 = multiplyAdd(wideProduct4(block, x1 + at), first(d1), sum1);
        sum2 = multiplyAdd(wideProduct4(block, x2 + at), first(d2), sum2);
        sum3 = multiplyAdd(wideProduct4(block, x3 + at), first(d3), sum3);
      }
      d0 = next(d0);
      d1 = next(d1);
      d2 = next(d2);
      d3 = next(d3);
    }
  }
  for (let b = four; b < blocks; b++) {
    const m = f32x4.replace_lane(f32x4.splat(0), 0, half(minimum + b * 2));
    const d = half(scale + b * 2);
    sum0 = oneBlock(codes, b, x0, toScales, toSums, d, m, sum0);
    sum1 = oneBlock(codes, b, x1, toScales, toSums, d, m, sum1);
    sum2 = oneBlock(codes, b, x2, toScales, toSums, d, m, sum2);
    sum3 = oneBlock(codes, b, x3, toScales, toSums, d, m, sum3);
  }
  put(out, sum0, add);
  put(out + stride, sum1, add);
  put(out + 2 * stride, sum2, add);
  put(out + 3 * stride, sum3, add);
}

function first(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 0, 0, 0, 0);
}

function next(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 1, 2, 3, 3);
}

function oneBlock(
  codes: usize,
  b: usize,
  x: usize,
  toScales: usize,
  toSums: usize,
  d: f32,
  m: v128,
  sum: v128,
): v128 {
  const block = v128.load(codes + b * 16);
  const at = x + b * 32 * CODE;
  let product: v128;
  if (ASC_FEATURE_RELAXED_SIMD) product = product4(lowHalves(block), highHalves(block), at);
  else product = wideProduct4(block, at);
  sum = multiplyAdd(product, f32x4.splat(d * load<f32>(x + toScales + b * 4)), sum);
  return multiplyAdd(m, v128.load32_splat(x + toSums + b * 4), sum);
}

function put(to: usize, sum: v128, add: i32): void {
  const total = sumOfFloats(sum);
  store<f32>(to, add ? load<f32>(to) + total : total);
}
