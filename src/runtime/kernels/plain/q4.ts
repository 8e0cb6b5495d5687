/** Products with weights at 4 bits in blocks of 32, w = scale * code + minimum, and activations at 8 bits. */
import { halfToNumber, roundHalfToEven } from './numbers.ts';
import { codeAt, halfInQuad } from './quads.ts';
import type { View } from './view.ts';

const BLOCK = 32;

/** A quantised vector here: n codes (i8), n / 32 scales (f32), n / 32 sums (f32: scale times sum of codes). */
export function quantisedBytes(n: number): number {
  return n + (n / BLOCK) * 8;
}

function quantised(view: View, x: number, n: number): [Int8Array, Float32Array, Float32Array] {
  return [view.i8(x, n), view.f32(x + n, n / BLOCK), view.f32(x + n + n / 8, n / BLOCK)];
}

/** Codes are x / scale, rounded half to even; the scale takes the block's largest to 127. All in f32. */
export function quantise(view: View, x: number, n: number, out: number, begin: number, end: number): void {
  const [codes, scales, sums] = quantised(view, out, n);
  for (let block = begin; block < end; block++) {
    const values = view.f32(x + block * BLOCK * 4, BLOCK);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const inverse = largest > 0 ? Math.fround(127 / largest) : 0;
    let sum = 0;
    values.forEach((value, i) => {
      const code = roundHalfToEven(Math.fround(value * inverse));
      codes[block * BLOCK + i] = code;
      sum += code;
    });
    const scale = Math.fround(largest / 127);
    scales[block] = scale;
    sums[block] = scale * sum;
  }
}

/** @param q In quads, as scales and minimums are. */
export function q4Vector(
  view: View,
  out: number,
  q: number,
  scales: number,
  minimums: number,
  begin: number,
  end: number,
  columns: number,
  x: number,
  add: 0 | 1,
): void {
  const blocks = columns / BLOCK;
  const [codes, xScales, xSums] = quantised(view, x, columns);
  const result = view.f32(out, end);
  const bytes = view.u8(q, end * blocks * 16);
  const [d, m] = [view.u16(scales, end * blocks), view.u16(minimums, end * blocks)];
  for (let row = begin; row < end; row++) {
    let sum = 0;
    for (let block = 0; block < blocks; block++) {
      let product = 0;
      for (let column = block * BLOCK; column < (block + 1) * BLOCK; column++)
        product += codeAt(bytes, row, column, columns) * (codes[column] as number);
      const at = halfInQuad(row, block, blocks);
      sum += halfToNumber(d[at] as number) * (xScales[block] as number) * product;
      sum += halfToNumber(m[at] as number) * (xSums[block] as number);
    }
    result[row] = add ? (result[row] as number) + sum : sum;
  }
}
