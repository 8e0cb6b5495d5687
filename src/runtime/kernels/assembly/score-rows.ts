/** Dot products of one vector with many stored at 8 bits: search over embeddings. */
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
  for (let row: usize = 0; row < rows; row++) {
    let highs = i32x4.splat(0);
    let lows = i32x4.splat(0);
    for (let i: usize = 0; i < dim; i += 8) {
      const eight = v128.load8x8_s(codes + i);
      highs = i32x4.add(highs, i32x4.dot_i16x8_s(eight, v128.load(parts + i * 2)));
      lows = i32x4.add(lows, i32x4.dot_i16x8_s(eight, v128.load(fineParts + i * 2)));
    }
    const sum = <f64>sumOfIntegers(highs) * coarse + <f64>sumOfIntegers(lows) * fine;
    store<f32>(out + row * 4, <f32>(sum * <f64>load<f32>(scales + row * 4)));
    codes += dim;
  }
}
