/**
 * Dot products of one vector with many stored at 8 bits: search over embeddings. Four rows go side by side, each from its
 * own quarter, as in q4-vector: what no cache holds is read sooner so, and the query is loaded once for all.
 */
import { sumOfIntegers } from './sum';

/**
 * out[row] = scales[row] * sum(codes[row, i] * query[i]).
 *
 * The query is split into two whole numbers of 16 bits an entry, a coarse and a fine one, which together are more
 * precise than f32; their sums fit 32 bits up to a `dim` of 2,000.
 * @param codes `[rows, dim]` i8, dim a multiple of 8; `scales` `[rows]`, `query` `[dim]` and `out` `[rows]` f32.
 * @param parts Room for the parts of the query, 4 bytes an entry.
 */
export function scoreRows(
  out: usize,
  codes: usize,
  scales: usize,
  rows: usize,
  dim: usize,
  query: usize,
  parts: usize,
): void {
  let peak: f32 = 0;
  for (let i: usize = 0; i < dim; i++) peak = max(peak, abs(load<f32>(query + i * 4)));
  const coarse = <f64>peak / 32767;
  const fine = coarse / 65534;
  const fineParts = parts + dim * 2;
  for (let i: usize = 0; i < dim; i++) {
    const value = <f64>load<f32>(query + i * 4);
    const high = peak > 0 ? nearest(value / coarse) : 0;
    const low = peak > 0 ? nearest((value - high * coarse) / fine) : 0;
    store<i16>(parts + i * 2, <i16>(<i32>high));
    store<i16>(fineParts + i * 2, <i16>(<i32>max<f64>(-32767, min<f64>(32767, low))));
  }
  const quarter = rows >> 2;
  for (let row: usize = 0; row < quarter; row++)
    fourRows(out + row * 4, codes + row * dim, scales + row * 4, quarter, dim, parts, coarse, fine);
  for (let row: usize = 4 * quarter; row < rows; row++)
    oneRow(out + row * 4, codes + row * dim, scales + row * 4, dim, parts, coarse, fine);
}

/** @param quarter Rows from one to the next. */
function fourRows(
  out: usize,
  codes: usize,
  scales: usize,
  quarter: usize,
  dim: usize,
  parts: usize,
  coarse: f64,
  fine: f64,
): void {
  const apart = quarter * dim;
  const fineParts = parts + dim * 2;
  let high0 = i32x4.splat(0);
  let high1 = i32x4.splat(0);
  let high2 = i32x4.splat(0);
  let high3 = i32x4.splat(0);
  let low0 = i32x4.splat(0);
  let low1 = i32x4.splat(0);
  let low2 = i32x4.splat(0);
  let low3 = i32x4.splat(0);
  for (let i: usize = 0; i < dim; i += 8) {
    const high = v128.load(parts + i * 2);
    const low = v128.load(fineParts + i * 2);
    const at = codes + i;
    let eight = v128.load8x8_s(at);
    high0 = i32x4.add(high0, i32x4.dot_i16x8_s(eight, high));
    low0 = i32x4.add(low0, i32x4.dot_i16x8_s(eight, low));
    eight = v128.load8x8_s(at + apart);
    high1 = i32x4.add(high1, i32x4.dot_i16x8_s(eight, high));
    low1 = i32x4.add(low1, i32x4.dot_i16x8_s(eight, low));
    eight = v128.load8x8_s(at + 2 * apart);
    high2 = i32x4.add(high2, i32x4.dot_i16x8_s(eight, high));
    low2 = i32x4.add(low2, i32x4.dot_i16x8_s(eight, low));
    eight = v128.load8x8_s(at + 3 * apart);
    high3 = i32x4.add(high3, i32x4.dot_i16x8_s(eight, high));
    low3 = i32x4.add(low3, i32x4.dot_i16x8_s(eight, low));
  }
  ended(out, scales, high0, low0, coarse, fine);
  ended(out + quarter * 4, scales + quarter * 4, high1, low1, coarse, fine);
  ended(out + quarter * 8, scales + quarter * 8, high2, low2, coarse, fine);
  ended(out + quarter * 12, scales + quarter * 12, high3, low3, coarse, fine);
}

function oneRow(
  out: usize,
  codes: usize,
  scale: usize,
  dim: usize,
  parts: usize,
  coarse: f64,
  fine: f64,
): void {
  let highs = i32x4.splat(0);
  let lows = i32x4.splat(0);
  for (let i: usize = 0; i < dim; i += 8) {
    const eight = v128.load8x8_s(codes + i);
    highs = i32x4.add(highs, i32x4.dot_i16x8_s(eight, v128.load(parts + i * 2)));
    lows = i32x4.add(lows, i32x4.dot_i16x8_s(eight, v128.load(parts + (dim + i) * 2)));
  }
  ended(out, scale, highs, lows, coarse, fine);
}

/** A row's score, from its sums. */
function ended(out: usize, scale: usize, highs: v128, lows: v128, coarse: f64, fine: f64): void {
  const sum = <f64>sumOfIntegers(highs) * coarse + <f64>sumOfIntegers(lows) * fine;
  store<f32>(out, <f32>(sum * <f64>load<f32>(scale)));
}
