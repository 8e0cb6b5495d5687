/** Products with weights at 4 bits in blocks of 32, w = scale * code + minimum, and activations at 8 bits. */
import { halfToNumber, roundHalfToEven } from './numbers.ts';
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

/** @param q `[rows, columns / 32, 16]`, the low half of a byte the even column. */
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
  for (let row = begin; row < end; row++) {
    const bytes = view.u8(q + row * blocks * 16, blocks * 16);
    const d = view.u16(scales + row * blocks * 2, blocks);
    const m = view.u16(minimums + row * blocks * 2, blocks);
    let sum = 0;
    for (let block = 0; block < blocks; block++) {
      let product = 0;
      for (let i = 0; i < 16; i++) {
        const byte = bytes[block * 16 + i] as number;
        const at = block * BLOCK + 2 * i;
        product += (byte & 15) * (codes[at] as number) + (byte >> 4) * (codes[at + 1] as number);
      }
      sum += halfToNumber(d[block] as number) * (xScales[block] as number) * product;
      sum += halfToNumber(m[block] as number) * (xSums[block] as number);
    }
    result[row] = add ? (result[row] as number) + sum : sum;
  }
}

export function q4Row(
  view: View,
  out: number,
  q: number,
  scales: number,
  minimums: number,
  row: number,
  columns: number,
): void {
  const blocks = columns / BLOCK;
  const result = view.f32(out, columns);
  const bytes = view.u8(q + row * blocks * 16, blocks * 16);
  const d = view.u16(scales + row * blocks * 2, blocks);
  const m = view.u16(minimums + row * blocks * 2, blocks);
  for (let i = 0; i < columns; i++) {
    const byte = bytes[i >> 1] as number;
    const code = i % 2 === 0 ? byte & 15 : byte >> 4;
    const block = Math.floor(i / BLOCK);
    result[i] = halfToNumber(d[block] as number) * code + halfToNumber(m[block] as number);
  }
}
