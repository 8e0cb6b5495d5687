/** Weights at 4 bits in quads of rows: see assembly/quads.ts for the order. */
import { halfToNumber } from './numbers.ts';
import type { View } from './view.ts';

/**
 * Puts rows into quads, in place. The file's codes are `[rows, columns / 2]` u8, the low half of a byte the even column.
 * @param block Columns that share a scale and a minimum.
 */
export function placeInQuads(
  view: View,
  q: number,
  scales: number,
  minimums: number,
  rows: number,
  columns: number,
  block: number,
): void {
  const bytes = view.u8(q, (rows * columns) / 2);
  const file = bytes.slice();
  bytes.fill(0);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const code = ((file[(row * columns + column) >> 1] as number) >> ((column & 1) * 4)) & 15;
      const { byte, shift } = placeInQuad(row, column, columns);
      bytes[byte] = (bytes[byte] as number) | (code << shift);
    }
  const blocks = columns / block;
  for (const address of [scales, minimums]) {
    const halves = view.u16(address, rows * blocks);
    const inFile = halves.slice();
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < blocks; i++)
        halves[halfInQuad(row, i, blocks)] = inFile[row * blocks + i] as number;
  }
}

/** Where the code of a row and column lies. */
function placeInQuad(row: number, column: number, columns: number): { byte: number; shift: number } {
  const block = (row >> 2) * (columns >> 5) + (column >> 5);
  const eight = (column >> 3) & 3;
  return { byte: block * 64 + eight * 16 + (row & 3) * 4 + (column & 3), shift: column & 4 };
}

function codeAt(bytes: Uint8Array, row: number, column: number, columns: number): number {
  const { byte, shift } = placeInQuad(row, column, columns);
  return ((bytes[byte] as number) >> shift) & 15;
}

/** Index of a block's scale or minimum, of `blocks` a row. */
function halfInQuad(row: number, block: number, blocks: number): number {
  return ((row >> 2) * blocks + block) * 4 + (row & 3);
}

/** A row's weights: scale * code + minimum of each column. */
export function rowOf(
  view: View,
  q: number,
  scales: number,
  minimums: number,
  row: number,
  columns: number,
  block: number,
): Float64Array {
  const blocks = columns / block;
  const bytes = view.u8(q, ((row + 4) * columns) / 2);
  const [d, m] = [view.u16(scales, (row + 4) * blocks), view.u16(minimums, (row + 4) * blocks)];
  const weights = new Float64Array(columns);
  for (let i = 0; i < blocks; i++) {
    const at = halfInQuad(row, i, blocks);
    const [scale, minimum] = [halfToNumber(d[at] as number), halfToNumber(m[at] as number)];
    for (let column = i * block; column < (i + 1) * block; column++)
      weights[column] = scale * codeAt(bytes, row, column, columns) + minimum;
  }
  return weights;
}
