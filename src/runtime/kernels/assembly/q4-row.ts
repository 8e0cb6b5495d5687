/** A row of a q4 matrix as numbers: how a word's embedding is read from the table. */
import { half } from './half';

/** Row `row` of `[rows, columns]` to `out`, f32. The arrays are q4Vector's. */
export function q4Row(
  out: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  row: usize,
  columns: usize,
): void {
  const blocks = columns >> 5;
  for (let b = row * blocks; b < (row + 1) * blocks; b++) {
    const scale = f32x4.splat(half(scales + b * 2));
    const minimum = f32x4.splat(half(minimums + b * 2));
    for (let i: usize = 0; i < 16; i += 2) {
      const bytes = <i32>load<u16>(q + b * 16 + i);
      let codes = i32x4.splat(bytes & 15);
      codes = i32x4.replace_lane(codes, 1, (bytes >> 4) & 15);
      codes = i32x4.replace_lane(codes, 2, (bytes >> 8) & 15);
      codes = i32x4.replace_lane(codes, 3, bytes >> 12);
      v128.store(out, f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(codes), scale), minimum));
      out += 16;
    }
  }
}
