/** Products with weights at 4 bits in blocks of 64, w = scale * code + minimum, and activations at 16 bits. */
import { roundHalfToEven } from './numbers.ts';
import { rowOf } from './quads.ts';
import type { View } from './view.ts';

const BLOCK = 64;
const LARGEST = 32767;

/** A dense vector: here n codes (i16) in the order of the columns, n / 64 scales (f32), and as many places unused. */
export function denseBytes(n: number): number {
  return n * 2 + (n / BLOCK) * 8;
}

export function quantiseDense(view: View, x: number, n: number, out: number): void {
  const codes = view.i16(out, n);
  const scales = view.f32(out + n * 2, n / BLOCK);
  for (let block = 0; block < n / BLOCK; block++) {
    const values = view.f32(x + block * BLOCK * 4, BLOCK);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const inverse = largest > 0 ? Math.fround(LARGEST / largest) : 0;
    codes.set(
      Array.from(values, (value) => roundHalfToEven(Math.fround(value * inverse))),
      block * BLOCK,
    );
    scales[block] = largest / LARGEST;
  }
}

/** The numbers that a dense vector stands for. */
function numbers(view: View, x: number, n: number): Float64Array {
  const scales = view.f32(x + n * 2, n / BLOCK);
  return Float64Array.from(view.i16(x, n), (code, i) => code * (scales[Math.floor(i / BLOCK)] as number));
}

/** @param q In quads, as scales and minimums are. */
export function dense(
  view: View,
  out: number,
  stride: number,
  q: number,
  scales: number,
  minimums: number,
  bias: number,
  rows: number,
  columns: number,
  x: number,
  count: number,
): void {
  const biases = view.f32(bias, rows);
  const vectors = Array.from({ length: count }, (_, i) =>
    numbers(view, x + i * denseBytes(columns), columns),
  );
  for (let row = 0; row < rows; row++) {
    const weights = rowOf(view, q, scales, minimums, row, columns, BLOCK);
    vectors.forEach((vector, i) => {
      const product = weights.reduce((sum, weight, column) => sum + weight * (vector[column] as number), 0);
      view.f32(out + i * stride, rows)[row] = product + (biases[row] as number);
    });
  }
}
