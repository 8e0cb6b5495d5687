/** Products with weights at 4 bits w = scale * code + minimum, and activations at 8 or 16 bits. */
import type { CodeBytes } from '../kernels.ts';
import { roundHalfToEven } from './numbers.ts';
import { rowOf } from './quads.ts';
import type { View } from './view.ts';

/** Largest code of one byte, and of two. */
const LARGEST = { 1: 127, 2: 32639 };

/** A quantised vector here: n codes (i16) in the order of the columns, a scale (f32) for each block; the rest unused. */
export function quantisedBytes(n: number): number {
  return n * 2 + (n / 32) * 8;
}

/** Codes are x / scale, rounded half to even; the scale takes the block's largest to the largest code. All in f32. */
export function quantise(
  view: View,
  x: number,
  n: number,
  out: number,
  begin: number,
  end: number,
  block: number,
  bytes: CodeBytes,
): void {
  const most = LARGEST[bytes];
  const codes = view.i16(out, n);
  const scales = view.f32(out + n * 2, n / block);
  for (let b = begin; b < end; b++) {
    const values = view.f32(x + b * block * 4, block);
    const largest = values.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);
    const inverse = largest > 0 ? Math.fround(most / largest) : 0;
    values.forEach((value, i) => {
      codes[b * block + i] = roundHalfToEven(Math.fround(value * inverse));
    });
    scales[b] = largest / most;
  }
}

/** The numbers that a quantised vector stands for. */
function numbers(view: View, x: number, n: number, block: number): Float64Array {
  const scales = view.f32(x + n * 2, n / block);
  return Float64Array.from(view.i16(x, n), (code, i) => code * (scales[Math.floor(i / block)] as number));
}

/** @param q In quads, as scales and minimums are. */
export function q4Matrix(
  view: View,
  out: number,
  stride: number,
  q: number,
  scales: number,
  minimums: number,
  begin: number,
  end: number,
  columns: number,
  block: number,
  x: number,
  count: number,
  add: 0 | 1,
  bias: number,
): void {
  const vectors = Array.from({ length: count }, (_, i) =>
    numbers(view, x + i * quantisedBytes(columns), columns, block),
  );
  for (let row = begin; row < end; row++) {
    const weights = rowOf(view, q, scales, minimums, row, columns, block);
    const biased = bias === 0 ? 0 : (view.f32(bias, end)[row] as number);
    vectors.forEach((vector, i) => {
      const result = view.f32(out + i * stride, end);
      let product = 0;
      for (let column = 0; column < columns; column++)
        product += (weights[column] as number) * (vector[column] as number);
      result[row] = product + biased + (add ? (result[row] as number) : 0);
    });
  }
}
