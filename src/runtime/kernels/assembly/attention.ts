/**
 * Attention of one query over f32 keys and values in pages: a page holds `pageLength` positions, and within it a head's
 * keys lie together, its values as well.
 */
import { weigh } from './softmax';
import { multiplyAdd, sumOfFloats } from './sum';

/**
 * softmax(query keys^T * scale) values, over the first `length` positions; `[dim]` f32 to `out`.
 * @param query `[dim]` f32. @param pages Addresses of the pages, u32.
 * @param keys Where in a page the head's keys `[pageLength, dim]` f32 begin; `values` likewise.
 * @param dim A multiple of 16. @param scores Room for `length` f32 in whole eights.
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
  let at = scores;
  for (let start: usize = 0; start < length; start += pageLength) {
    let key = <usize>load<u32>(pages + (start / pageLength) * 4) + keys;
    const end = key + min(pageLength, length - start) * dim * 4;
    for (; key < end; key += dim * 4) {
      store<f32>(at, dot(query, key, dim) * scale);
      at += 4;
    }
  }
  const factor = f32x4.splat(1 / weigh(scores, length));
  memory.fill(out, 0, dim * 4);
  at = scores;
  for (let start: usize = 0; start < length; start += pageLength) {
    const value = <usize>load<u32>(pages + (start / pageLength) * 4) + values;
    const count = min(pageLength, length - start);
    for (let i: usize = 0; i < dim * 4; i += 64) addSixteen(out + i, value + i, dim * 4, count, at);
    at += count * 4;
  }
  for (let i: usize = 0; i < dim * 4; i += 16) v128.store(out + i, f32x4.mul(v128.load(out + i), factor));
}

function dot(query: usize, key: usize, dim: usize): f32 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  for (let i: usize = 0; i < dim * 4; i += 64) {
    a = multiplyAdd(v128.load(query + i), v128.load(key + i), a);
    b = multiplyAdd(v128.load(query + i, 16), v128.load(key + i, 16), b);
    c = multiplyAdd(v128.load(query + i, 32), v128.load(key + i, 32), c);
    d = multiplyAdd(v128.load(query + i, 48), v128.load(key + i, 48), d);
  }
  return sumOfFloats(f32x4.add(f32x4.add(a, b), f32x4.add(c, d)));
}

/** Adds sixteen entries of `count` values, weighted; `row` bytes from a value to the next. */
function addSixteen(out: usize, value: usize, row: usize, count: usize, weights: usize): void {
  let a = v128.load(out);
  let b = v128.load(out, 16);
  let c = v128.load(out, 32);
  let d = v128.load(out, 48);
  const end = weights + count * 4;
  while (weights < end) {
    const weight = v128.load32_splat(weights);
    a = multiplyAdd(v128.load(value), weight, a);
    b = multiplyAdd(v128.load(value, 16), weight, b);
    c = multiplyAdd(v128.load(value, 32), weight, c);
    d = multiplyAdd(v128.load(value, 48), weight, d);
    value += row;
    weights += 4;
  }
  v128.store(out, a);
  v128.store(out, b, 16);
  v128.store(out, c, 32);
  v128.store(out, d, 48);
}
