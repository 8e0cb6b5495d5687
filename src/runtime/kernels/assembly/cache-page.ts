/**
 * A page of a key-value cache, as far as one key head has it: codes of 16 bits, with a scale for each position's keys and
 * one for its values, so that half of what float32 takes comes from memory, at a part in 65,000 of the largest.
 *
 * One after another: the keys' codes `[dim, pageLength]`, so that positions are the lanes of a score; their scales
 * `[pageLength]` f32; the values' scales `[pageLength]` f32; the values' codes `[pageLength, dim]`. Of eight codes that lie
 * together the first four are the low halves of four words, the others the high ones: each four are unpacked at once.
 */
import { codes4, largestOf } from './largest';

const LARGEST_CODE: f32 = 32767;

/** Bytes of a head's part of a page. */
export function pageBytes(pageLength: usize, dim: usize): usize {
  return pageLength * (4 * dim + 8);
}

/** Where in a head's part the keys' scales begin, the values' scales and the values' codes. */
export function keyScales(pageLength: usize, dim: usize): usize {
  return pageLength * dim * 2;
}

export function valueScales(pageLength: usize, dim: usize): usize {
  return keyScales(pageLength, dim) + pageLength * 4;
}

export function valueCodes(pageLength: usize, dim: usize): usize {
  return keyScales(pageLength, dim) + pageLength * 8;
}

/** The first four of eight codes at `address`, times 65,536, as f32. */
export function lowCodes(eight: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.shl(eight, 16));
}

/** The other four, likewise. */
export function highCodes(eight: v128): v128 {
  return f32x4.convert_i32x4_s(v128.and(eight, i32x4.splat(0xffff0000)));
}

/** What makes codes that were read times 65,536 what they are. */
export const AS_READ: f32 = 1.0 / 65536.0;

/**
 * Writes a position's keys and values `[heads, dim]` f32 to a page of `pageLength` positions, a multiple of 8.
 * @param page Address of the first head's part; the others' follow. @param slot The position in the page.
 */
export function remember(
  keys: usize,
  values: usize,
  heads: usize,
  dim: usize,
  page: usize,
  slot: usize,
  pageLength: usize,
): void {
  const row = pageLength * 2;
  for (let head: usize = 0; head < heads; head++) {
    let inverse = start(keys, dim, page + keyScales(pageLength, dim) + slot * 4);
    let to = page + placeOf(slot);
    for (let i: usize = 0; i < dim * 4; i += 16) {
      const four = codes4(keys + i, inverse);
      v128.store_lane<i16>(to, four, 0);
      v128.store_lane<i16>(to + row, four, 2);
      v128.store_lane<i16>(to + 2 * row, four, 4);
      v128.store_lane<i16>(to + 3 * row, four, 6);
      to += 4 * row;
    }
    inverse = start(values, dim, page + valueScales(pageLength, dim) + slot * 4);
    to = page + valueCodes(pageLength, dim) + slot * dim * 2;
    for (let i: usize = 0; i < dim * 4; i += 32) {
      const low = v128.and(codes4(values + i, inverse), i32x4.splat(0xffff));
      v128.store(to + (i >> 1), v128.or(low, i32x4.shl(codes4(values + i + 16, inverse), 16)));
    }
    keys += dim * 4;
    values += dim * 4;
    page += pageBytes(pageLength, dim);
  }
}

/** Stores the scale of `[dim]` numbers; what they are multiplied with to be codes. */
function start(x: usize, dim: usize, scale: usize): v128 {
  const largest = largestOf(x, dim * 4);
  store<f32>(scale, largest / LARGEST_CODE);
  return f32x4.splat(largest > 0 ? LARGEST_CODE / largest : 0);
}

/** Byte of a position's code in a row of the keys'. */
function placeOf(slot: usize): usize {
  return (slot >> 3) * 16 + (slot & 3) * 4 + (slot & 4) / 2;
}
