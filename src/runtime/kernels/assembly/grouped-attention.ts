/**
 * Grouped-query attention (Ainslie et al. 2023) over a cache in pages: of query heads that share a key head. Up to three
 * go together, a lane each of what is unpacked of the cache once; their sums stay in registers. (Six at a time, of two
 * tokens, were no quicker: three keep the multipliers busy.)
 */
import { AS_READ, highCodes, keyScales, lowCodes, valueCodes, valueScales } from './cache-page';
import { scoresBytes, weigh } from './softmax';
import { multiplyAdd } from './sum';

const LANES: usize = 3;

/** Bytes of room that `groupedAttention` needs for `length` positions. */
export function attentionRoom(length: usize, dim: usize): usize {
  return dim * 16 + LANES * (dim * 4 + scoresBytes(length));
}

/**
 * softmax(query keys^T * scale) values, over the first `length` positions, for each of `heads` queries `[heads, dim]`
 * f32; `[heads, dim]` f32 to `out`.
 * @param pages Addresses of the pages, u32. @param at Where in a page the key head's part begins.
 * @param dim A multiple of 8. @param pageLength A multiple of 8. @param room `attentionRoom` bytes.
 */
export function groupedAttention(
  out: usize,
  query: usize,
  heads: usize,
  pages: usize,
  at: usize,
  pageLength: usize,
  length: usize,
  dim: usize,
  scale: f32,
  room: usize,
): void {
  const mixed = room + dim * 16;
  const scores = mixed + LANES * dim * 4;
  const row = scoresBytes(length);
  for (let head: usize = 0; head < heads; head += LANES) {
    const some = min(LANES, heads - head);
    ask(query, some, dim, scale, room);
    score(room, pages, at, pageLength, length, dim, scores, row);
    for (let lane: usize = 0; lane < some; lane++)
      store<f32>(room + lane * 4, AS_READ / weigh(scores + lane * row, length)); // What was asked is answered.
    mix(mixed, some, pages, at, pageLength, length, dim, scores, row);
    for (let lane: usize = 0; lane < some; lane++) {
      const factor = v128.load32_splat(room + lane * 4);
      const from = mixed + lane * dim * 4;
      for (let i: usize = 0; i < dim * 4; i += 16)
        v128.store(out + i, f32x4.mul(v128.load(from + i), factor));
      out += dim * 4;
    }
    query += LANES * dim * 4;
  }
}

/** The queries, times `scale` and what codes are to be multiplied with, `[dim, 4]`: an entry of all, then 0. */
function ask(query: usize, heads: usize, dim: usize, scale: f32, to: usize): void {
  memory.fill(to, 0, dim * 16);
  for (let head: usize = 0; head < heads; head++) {
    for (let i: usize = 0; i < dim; i++)
      store<f32>(to + i * 16 + head * 4, load<f32>(query + i * 4) * scale * AS_READ);
    query += dim * 4;
  }
}

function score(
  asked: usize,
  pages: usize,
  at: usize,
  pageLength: usize,
  length: usize,
  dim: usize,
  scores: usize,
  row: usize,
): void {
  for (let start: usize = 0; start < length; start += pageLength) {
    const page = <usize>load<u32>(pages) + at;
    const scales = page + keyScales(pageLength, dim);
    const count = min(pageLength, length - start);
    for (let i: usize = 0; i < count; i += 8) {
      eightScores(asked, page + i * 2, pageLength * 2, dim, scales + i * 4, scores, row);
      scores += 32;
    }
    pages += 4;
  }
}

/**
 * Scores of eight positions that lie together.
 * @param codes Of the keys' first entry; `stride` bytes to the next's. @param out Of the first lane; `row` bytes to the next's.
 */
function eightScores(
  asked: usize,
  codes: usize,
  stride: usize,
  dim: usize,
  scales: usize,
  out: usize,
  row: usize,
): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  const end = asked + dim * 16;
  while (asked < end) {
    const eight = v128.load(codes);
    const low = lowCodes(eight);
    const high = highCodes(eight);
    const a = v128.load32_splat(asked);
    a0 = multiplyAdd(low, a, a0);
    a1 = multiplyAdd(high, a, a1);
    const b = v128.load32_splat(asked, 4);
    b0 = multiplyAdd(low, b, b0);
    b1 = multiplyAdd(high, b, b1);
    const c = v128.load32_splat(asked, 8);
    c0 = multiplyAdd(low, c, c0);
    c1 = multiplyAdd(high, c, c1);
    asked += 16;
    codes += stride;
  }
  const first = v128.load(scales);
  const second = v128.load(scales, 16);
  v128.store(out, f32x4.mul(a0, first));
  v128.store(out, f32x4.mul(a1, second), 16);
  v128.store(out + row, f32x4.mul(b0, first));
  v128.store(out + row, f32x4.mul(b1, second), 16);
  v128.store(out + 2 * row, f32x4.mul(c0, first));
  v128.store(out + 2 * row, f32x4.mul(c1, second), 16);
}

/** The values, weighted by `scores`: a page after the other, while it is near. */
function mix(
  mixed: usize,
  lanes: usize,
  pages: usize,
  at: usize,
  pageLength: usize,
  length: usize,
  dim: usize,
  scores: usize,
  row: usize,
): void {
  memory.fill(mixed, 0, LANES * dim * 4);
  for (let start: usize = 0; start < length; start += pageLength) {
    const page = <usize>load<u32>(pages) + at;
    const count = min(pageLength, length - start);
    for (let lane: usize = 0; lane < lanes; lane++)
      multiply(scores + lane * row, page + valueScales(pageLength, dim), count);
    const codes = page + valueCodes(pageLength, dim);
    for (let i: usize = 0; i < dim; i += 8)
      addEight(mixed + i * 4, dim * 4, codes + i * 2, dim * 2, count, scores, row);
    scores += pageLength * 4;
    pages += 4;
  }
}

/** Weights times the scales of a page's values. */
function multiply(weights: usize, scales: usize, count: usize): void {
  for (let i: usize = 0; i < count * 4; i += 16)
    v128.store(weights + i, f32x4.mul(v128.load(weights + i), v128.load(scales + i)));
}

/**
 * Adds eight entries of `count` values, weighted, to each lane's; `apart` bytes from a lane's to the next's.
 * @param codes Of the first position; `stride` bytes to the next's. @param weights Of the first lane; `row` bytes to the next's.
 */
function addEight(
  out: usize,
  apart: usize,
  codes: usize,
  stride: usize,
  count: usize,
  weights: usize,
  row: usize,
): void {
  let a0 = v128.load(out);
  let a1 = v128.load(out, 16);
  let b0 = v128.load(out + apart);
  let b1 = v128.load(out + apart, 16);
  let c0 = v128.load(out + 2 * apart);
  let c1 = v128.load(out + 2 * apart, 16);
  const end = weights + count * 4;
  while (weights < end) {
    const eight = v128.load(codes);
    const low = lowCodes(eight);
    const high = highCodes(eight);
    const a = v128.load32_splat(weights);
    a0 = multiplyAdd(low, a, a0);
    a1 = multiplyAdd(high, a, a1);
    const b = v128.load32_splat(weights + row);
    b0 = multiplyAdd(low, b, b0);
    b1 = multiplyAdd(high, b, b1);
    const c = v128.load32_splat(weights + 2 * row);
    c0 = multiplyAdd(low, c, c0);
    c1 = multiplyAdd(high, c, c1);
    weights += 4;
    codes += stride;
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out + apart, b0);
  v128.store(out + apart, b1, 16);
  v128.store(out + 2 * apart, c0);
  v128.store(out + 2 * apart, c1, 16);
}
