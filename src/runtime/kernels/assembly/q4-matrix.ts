/** Matrix times several vectors, weights at 4 bits: a few rows stay in the nearest cache while all vectors pass. */
import { start } from './q4-block';
import { twoTimesFour } from './q4-bytes';
import { fiveByHalves } from './q4-halves';
import { q4Vector } from './q4-vector';
import { atMostFive, eightVectors, FEW, MANY } from './q4-words';
import { QUAD } from './quads';
import { quantisedBytes } from './quantise';

/**
 * Rows `begin` to `end`, multiples of 4, of the product with `count` quantised vectors that lie one after another at
 * `x`; that with the i-th goes to `out + i * stride` (bytes), f32. Added to `bias` `[rows]` f32, if that is not 0, and
 * to what is there, if `add` is not 0.
 * @param q Codes, `scales` and `minimums` in quads.
 * @param block Columns that share a scale and a minimum, and numbers of a vector that share a scale; 32 or 64.
 * @param bytes Of a vector's code; one in blocks of 32 only.
 */
export function q4Matrix(
  out: usize,
  stride: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  begin: usize,
  end: usize,
  columns: usize,
  block: usize,
  x: usize,
  count: usize,
  add: i32,
  bias: usize,
  bytes: i32,
): void {
  const quads: usize = ASC_FEATURE_RELAXED_SIMD && bytes === 1 ? 2 : 1;
  const size = quantisedBytes(columns);
  for (let row = begin; row < end; row += quads * QUAD) {
    const codes = q + row * (columns >> 1);
    const halves = row * (columns / block) * 2;
    const d = scales + halves;
    const m = minimums + halves;
    const to = out + row * 4;
    if (quads === 1) {
      begun(to, stride, row, count, add, bias);
      words(to, stride, codes, d, m, block, columns, x, count);
      continue;
    }
    const bottom = min(row + 2 * QUAD, end);
    const together = bottom - row === 2 * QUAD ? count & ~3 : 0;
    begun(to, stride, row, together, add, bias);
    begun(to + 16, stride, row + QUAD, together, add, bias);
    for (let i: usize = 0; i < together; i += 4)
      twoTimesFour(to + i * stride, stride, codes, d, m, columns, x + i * size);
    for (let i = together; i < count; i++)
      q4Vector(out + i * stride, q, scales, minimums, row, bottom, columns, x + i * size, add, bias, bytes);
  }
}

/** What the quad's sums begin with. */
function begun(to: usize, stride: usize, row: usize, count: usize, add: i32, bias: usize): void {
  for (let i: usize = 0; i < count; i++) v128.store(to + i * stride, start(to + i * stride, row, add, bias));
}

/** Adds the quad times vectors whose codes have two bytes. */
function words(
  to: usize,
  stride: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  block: usize,
  columns: usize,
  x: usize,
  count: usize,
): void {
  const size = quantisedBytes(columns);
  if (FOUR) {
    for (let i: usize = 0; i < count; i += FEW) {
      const some = min(FEW, count - i);
      fiveByHalves(to + i * stride, stride, codes, scale, minimum, block, columns, x + i * size, some);
    }
    return;
  }
  const together = count - (count % MANY);
  for (let i: usize = 0; i < together; i += MANY)
    eightVectors(to + i * stride, stride, codes, scale, minimum, block, columns, x + i * size);
  for (let i = together; i < count; i += FEW) {
    const some = min(FEW, count - i);
    atMostFive(to + i * stride, stride, codes, scale, minimum, block, columns, x + i * size, some);
  }
}
