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

/**
 * Puts rows into quads, in place: see assembly/quads.ts for the order. The file's is `[rows, columns / 32, 16]`, the low
 * half of a byte the even column.
 */
export function q4Quads(
  view: View,
  q: number,
  scales: number,
  minimums: number,
  rows: number,
  columns: number,
): void {
  const blocks = columns / BLOCK;
  const bytes = view.u8(q, rows * blocks * 16);
  const file = bytes.slice();
  bytes.fill(0);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const code = ((file[(row * columns + column) >> 1] as number) >> ((column & 1) * 4)) & 15;
      const { byte, shift } = placeInQuad(row, column, blocks);
      bytes[byte] = (bytes[byte] as number) | (code << shift);
    }
  for (const address of [scales, minimums]) {
    const halves = view.u16(address, rows * blocks);
    const inFile = halves.slice();
    for (let row = 0; row < rows; row++)
      for (let block = 0; block < blocks; block++)
        halves[halfInQuad(row, block, blocks)] = inFile[row * blocks + block] as number;
  }
}

/** Where the code of a row and column lies in a matrix of quads. */
function placeInQuad(row: number, column: number, blocks: number): { byte: number; shift: number } {
  const block = (row >> 2) * blocks + (column >> 5);
  const eight = (column >> 3) & 3;
  return { byte: block * 64 + eight * 16 + (row & 3) * 4 + (column & 3), shift: column & 4 };
}

/** Index of a block's scale or minimum in a matrix of quads. */
function halfInQuad(row: number, block: number, blocks: number): number {
  return ((row >> 2) * blocks + block) * 4 + (row & 3);
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
        product += codeAt(bytes, row, column, blocks) * (codes[column] as number);
      const at = halfInQuad(row, block, blocks);
      sum += halfToNumber(d[at] as number) * (xScales[block] as number) * product;
      sum += halfToNumber(m[at] as number) * (xSums[block] as number);
    }
    result[row] = add ? (result[row] as number) + sum : sum;
  }
}

function codeAt(bytes: Uint8Array, row: number, column: number, blocks: number): number {
  const { byte, shift } = placeInQuad(row, column, blocks);
  return ((bytes[byte] as number) >> shift) & 15;
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
  const bytes = view.u8(q, (row + 4) * blocks * 16);
  const [d, m] = [view.u16(scales, (row + 4) * blocks), view.u16(minimums, (row + 4) * blocks)];
  for (let column = 0; column < columns; column++) {
    const at = halfInQuad(row, column >> 5, blocks);
    result[column] =
      halfToNumber(d[at] as number) * codeAt(bytes, row, column, blocks) + halfToNumber(m[at] as number);
  }
}
