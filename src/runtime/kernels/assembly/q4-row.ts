/** A row of a q4 matrix as numbers: how a word's embedding is read from the table. */
import { half } from './half';
import { QUAD } from './quads';

/** Row `row` of `[rows, columns]`, in quads, to `out`, f32. @param block Columns that share a scale and a minimum. */
export function q4Row(
  out: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  row: usize,
  columns: usize,
  block: usize,
): void {
  const blocks = columns / block;
  const lane = row & (QUAD - 1);
  const codes = q + (row - lane) * (columns >> 1) + lane * 4;
  const first = (row - lane) * blocks + lane;
  for (let b: usize = 0; b < blocks; b++) {
    const scale = f32x4.splat(half(scales + (first + b * QUAD) * 2));
    const minimum = f32x4.splat(half(minimums + (first + b * QUAD) * 2));
    for (let eight = b * (block >> 3); eight < (b + 1) * (block >> 3); eight++) {
      const bytes = load<u32>(codes + eight * 16);
      v128.store(out, number4(bytes & 0x0f0f0f0f, scale, minimum));
      v128.store(out + 16, number4((bytes >> 4) & 0x0f0f0f0f, scale, minimum));
      out += 32;
    }
  }
}

function number4(codes: u32, scale: v128, minimum: v128): v128 {
  const wide = i16x8.extend_low_i8x16_u(i32x4.splat(<i32>codes));
  return f32x4.add(f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(wide)), scale), minimum);
}
