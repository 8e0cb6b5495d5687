/** Products with weights at 8 bits in blocks of 32, w = scale * (code - 128), and activations at 16 bits. */
import { halfToNumber, roundHalfToEven } from './numbers.ts';
import type { View } from './view.ts';

const BLOCK = 32;
const LARGEST = 32767;

/** A wide vector: n codes (i16), n / 32 scales (f32), n / 32 sums (f32: scale times sum of codes). */
export function wideBytes(n: number): number {
  return n * 2 + (n / BLOCK) * 8;
}

function wide(view: View, x: number, n: number): [Int16Array, Float32Array, Float32Array] {
  return [view.i16(x, n), view.f32(x + n * 2, n / BLOCK), view.f32(x + n * 2 + n / 8, n / BLOCK)];
}

export function quantiseWide(view: View, x: number, n: number, out: number): void {
  const [codes, scales, sums] = wide(view, out, n);
  for (let block = 0; block < n / BLOCK; block++) {
    const values = view.f32(x + block * BLOCK * 4, BLOCK);
    const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const inverse = largest > 0 ? Math.fround(LARGEST / largest) : 0;
    const rounded = Array.from(values, (value) => roundHalfToEven(Math.fround(value * inverse)));
    codes.set(rounded, block * BLOCK);
    scales[block] = largest / LARGEST;
    sums[block] = (scales[block] as number) * rounded.reduce((sum, code) => sum + code, 0);
  }
}

export function q8Vector(
  view: View,
  out: number,
  q: number,
  scales: number,
  begin: number,
  end: number,
  columns: number,
  x: number,
): void {
  const [codes, xScales] = wide(view, x, columns);
  const result = view.f32(out, end);
  for (let row = begin; row < end; row++) {
    const bytes = view.u8(q + row * columns, columns);
    const d = view.u16(scales + (row * columns) / 16, columns / BLOCK);
    let sum = 0;
    for (let block = 0; block < columns / BLOCK; block++) {
      let product = 0;
      for (let i = block * BLOCK; i < (block + 1) * BLOCK; i++)
        product += ((bytes[i] as number) - 128) * (codes[i] as number);
      sum += halfToNumber(d[block] as number) * (xScales[block] as number) * product;
    }
    result[row] = sum;
  }
}

export function q8Row(
  view: View,
  out: number,
  q: number,
  scales: number,
  row: number,
  columns: number,
): void {
  const bytes = view.u8(q + row * columns, columns);
  const d = view.u16(scales + (row * columns) / 16, columns / BLOCK);
  const result = view.f32(out, columns);
  bytes.forEach((byte, i) => {
    result[i] = halfToNumber(d[Math.floor(i / BLOCK)] as number) * (byte - 128);
  });
}
