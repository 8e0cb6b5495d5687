/** Dot products of one vector with many stored at 8 bits: search over embeddings. */
import { multiplyAdd, sumOfFloats } from './sum';

/**
 * out[row] = scales[row] * sum(codes[row, i] * query[i]).
 * @param codes `[rows, dim]` i8, dim a multiple of 8; `scales` `[rows]`, `query` `[dim]` and `out` `[rows]` f32.
 */
export function scoreRows(
  out: usize,
  codes: usize,
  scales: usize,
  rows: usize,
  dim: usize,
  query: usize,
): void {
  for (let row: usize = 0; row < rows; row++) {
    let low = f32x4.splat(0);
    let high = f32x4.splat(0);
    for (let i: usize = 0; i < dim; i += 8) {
      const eight = v128.load8x8_s(codes + i);
      const at = query + i * 4;
      low = multiplyAdd(f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(eight)), v128.load(at), low);
      high = multiplyAdd(f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(eight)), v128.load(at, 16), high);
    }
    store<f32>(out + row * 4, sumOfFloats(f32x4.add(low, high)) * load<f32>(scales + row * 4));
    codes += dim;
  }
}
