/**
 * Attention of query heads that share a key head, over cached keys and values. The cache lies in pages: a page holds
 * `pageLength` positions, and within it a head's keys lie together, its values as well.
 *
 * Up to four heads go together, a lane each, so that keys and values come from memory once for all of them.
 */
import { exponential4 } from './exponential';
import { multiplyAdd } from './sum';

const LANES: usize = 4;

/**
 * softmax(query keys^T * scale) values, over the first `length` positions, for each of `heads` queries `[heads, dim]`
 * f32; `[heads, dim]` f32 to `out`.
 * @param pages Addresses of the pages, u32.
 * @param keys Where in a page the head's keys `[pageLength, dim]` f32 begin; `values` likewise.
 * @param dim A multiple of 16.
 * @param scores Room for `[length, 4]` f32.
 */
export function attention(
  out: usize,
  query: usize,
  heads: usize,
  pages: usize,
  keys: usize,
  values: usize,
  pageLength: usize,
  length: usize,
  dim: usize,
  scale: f32,
  scores: usize,
): void {
  for (let head: usize = 0; head < heads; head += LANES) {
    const some = min(LANES, heads - head);
    const total = weigh(query, some, pages, keys, pageLength, length, dim, scale, scores);
    mix(out, some, pages, values, pageLength, length, dim, scores, f32x4.div(f32x4.splat(1), total));
    query += LANES * dim * 4;
    out += LANES * dim * 4;
  }
}

/** What the values weigh, `[length, 4]` to `scores`, not yet divided by the heads' totals, which it returns. */
function weigh(
  query: usize,
  heads: usize,
  pages: usize,
  keys: usize,
  pageLength: usize,
  length: usize,
  dim: usize,
  scale: f32,
  scores: usize,
): v128 {
  let largest = f32x4.splat(-Infinity);
  let at = scores;
  for (let start: usize = 0; start < length; start += pageLength) {
    const count = min(pageLength, length - start);
    let key = <usize>load<u32>(pages) + keys;
    for (let i: usize = 0; i < count; i++) {
      const score = f32x4.mul(dots(query, heads, key, dim), f32x4.splat(scale));
      v128.store(at, score);
      largest = f32x4.max(largest, score);
      key += dim * 4;
      at += 16;
    }
    pages += 4;
  }
  let total = f32x4.splat(0);
  for (let i: usize = 0; i < length * 16; i += 16) {
    const share = exponential4(f32x4.sub(v128.load(scores + i), largest));
    v128.store(scores + i, share);
    total = f32x4.add(total, share);
  }
  return total;
}

/** The dot products of the heads' queries with a key, a lane each. */
function dots(query: usize, heads: usize, key: usize, dim: usize): v128 {
  let a = f32x4.splat(0);
  let b = f32x4.splat(0);
  let c = f32x4.splat(0);
  let d = f32x4.splat(0);
  const row = dim * 4;
  for (let i: usize = 0; i < row; i += 64) {
    const k0 = v128.load(key + i);
    const k1 = v128.load(key + i, 16);
    const k2 = v128.load(key + i, 32);
    const k3 = v128.load(key + i, 48);
    let q = query + i;
    a = addFour(q, k0, k1, k2, k3, a);
    if (heads > 1) b = addFour((q += row), k0, k1, k2, k3, b);
    if (heads > 2) c = addFour((q += row), k0, k1, k2, k3, c);
    if (heads > 3) d = addFour((q += row), k0, k1, k2, k3, d);
  }
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

function addFour(q: usize, k0: v128, k1: v128, k2: v128, k3: v128, sum: v128): v128 {
  sum = multiplyAdd(v128.load(q), k0, sum);
  sum = multiplyAdd(v128.load(q, 16), k1, sum);
  sum = multiplyAdd(v128.load(q, 32), k2, sum);
  return multiplyAdd(v128.load(q, 48), k3, sum);
}

/** The values' means, weighted by `scores`, times `factor`: a page after the other, while it is near. */
function mix(
  out: usize,
  heads: usize,
  pages: usize,
  values: usize,
  pageLength: usize,
  length: usize,
  dim: usize,
  scores: usize,
  factor: v128,
): void {
  const row = dim * 4;
  memory.fill(out, 0, heads * row);
  for (let start: usize = 0; start < length; start += pageLength) {
    const count = min(pageLength, length - start);
    const value = <usize>load<u32>(pages) + values;
    for (let i: usize = 0; i < row; i += 32) addEight(out + i, heads, value + i, row, count, scores);
    scores += count * 16;
    pages += 4;
  }
  for (let head: usize = 0; head < heads; head++) {
    const f = v128.swizzle(factor, i8x16.add(i32x4.splat(0x03020100), i8x16.splat(<i8>(head * 4))));
    for (let i: usize = 0; i < row; i += 16) v128.store(out + i, f32x4.mul(v128.load(out + i), f));
    out += row;
  }
}

/** Adds eight entries of `count` values, weighted, to each head's. */
function addEight(out: usize, heads: usize, value: usize, row: usize, count: usize, scores: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  for (let i: usize = 0; i < count; i++) {
    const low = v128.load(value);
    const high = v128.load(value, 16);
    const a = v128.load32_splat(scores);
    a0 = multiplyAdd(low, a, a0);
    a1 = multiplyAdd(high, a, a1);
    if (heads > 1) {
      const b = v128.load32_splat(scores, 4);
      b0 = multiplyAdd(low, b, b0);
      b1 = multiplyAdd(high, b, b1);
    }
    if (heads > 2) {
      const c = v128.load32_splat(scores, 8);
      c0 = multiplyAdd(low, c, c0);
      c1 = multiplyAdd(high, c, c1);
    }
    if (heads > 3) {
      const d = v128.load32_splat(scores, 12);
      d0 = multiplyAdd(low, d, d0);
      d1 = multiplyAdd(high, d, d1);
    }
    value += row;
    scores += 16;
  }
  addTwo(out, a0, a1);
  if (heads > 1) addTwo((out += row), b0, b1);
  if (heads > 2) addTwo((out += row), c0, c1);
  if (heads > 3) addTwo((out += row), d0, d1);
}

function addTwo(out: usize, low: v128, high: v128): void {
  v128.store(out, f32x4.add(v128.load(out), low));
  v128.store(out, f32x4.add(v128.load(out, 16), high), 16);
}
