/**
 * Attention of one query head over cached keys and values. The cache lies in pages: a page holds `pageLength`
 * positions, and within it a head's keys lie together, its values as well.
 */
import { exponential4 } from './exponential';
import { multiplyAdd, sumOfFloats } from './sum';

/**
 * softmax(query keys^T * scale) values, over the first `length` positions; `[dim]` f32 to `out`.
 * @param pages Addresses of the pages, u32.
 * @param keys Where in a page the head's keys `[pageLength, dim]` f32 begin; `values` likewise.
 * @param scores Room for `length` f32, rounded up to a multiple of four.
 */
export function attention(
  out: usize,
  query: usize,
  pages: usize,
  keys: usize,
  values: usize,
  pageLength: usize,
  length: usize,
  dim: usize,
  scale: f32,
  scores: usize,
): void {
  let largest: f32 = -Infinity;
  for (let start: usize = 0; start < length; start += pageLength) {
    const count = min(pageLength, length - start);
    const key = <usize>load<u32>(pages) + keys;
    for (let i: usize = 0; i < count; i++) {
      const score = dot(query, key + i * dim * 4, dim) * scale;
      store<f32>(scores + (start + i) * 4, score);
      largest = max(largest, score);
    }
    pages += 4;
  }
  const padded = (length + 3) & ~3;
  for (let i = length; i < padded; i++) store<f32>(scores + i * 4, -Infinity);
  const peak = f32x4.splat(largest);
  let total = f32x4.splat(0);
  for (let i: usize = 0; i < padded * 4; i += 16) {
    const share = exponential4(f32x4.sub(v128.load(scores + i), peak));
    v128.store(scores + i, share);
    total = f32x4.add(total, share);
  }
  pages -= ((length + pageLength - 1) / pageLength) * 4;
  const factor = f32x4.splat(1 / sumOfFloats(total));
  for (let d: usize = 0; d < dim * 4; d += 64) {
    mix(out + d, pages, values + d, pageLength, length, dim * 4, scores, factor);
  }
}

function dot(a: usize, b: usize, dim: usize): f32 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (let i: usize = 0; i < dim * 4; i += 32) {
    even = multiplyAdd(v128.load(a + i), v128.load(b + i), even);
    odd = multiplyAdd(v128.load(a + i, 16), v128.load(b + i, 16), odd);
  }
  return sumOfFloats(f32x4.add(even, odd));
}

/** Sixteen entries of the values' mean, weighted by `scores`. `row` is a value's size in bytes. */
function mix(
  out: usize,
  pages: usize,
  values: usize,
  pageLength: usize,
  length: usize,
  row: usize,
  scores: usize,
  factor: v128,
): void {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let start: usize = 0; start < length; start += pageLength) {
    const count = min(pageLength, length - start);
    let value = <usize>load<u32>(pages) + values;
    for (let i: usize = 0; i < count; i++) {
      const share = v128.load32_splat(scores + (start + i) * 4);
      a = multiplyAdd(v128.load(value), share, a);
      b = multiplyAdd(v128.load(value, 16), share, b);
      c = multiplyAdd(v128.load(value, 32), share, c);
      d = multiplyAdd(v128.load(value, 48), share, d);
      value += row;
    }
    pages += 4;
  }
  v128.store(out, f32x4.mul(a, factor));
  v128.store(out, f32x4.mul(b, factor), 16);
  v128.store(out, f32x4.mul(c, factor), 32);
  v128.store(out, f32x4.mul(d, factor), 48);
}
