/**
 * How the q4 products want their weights: rows four at a time, so that a lane of a vector is a row, and a block's
 * product needs no sum across lanes.
 *
 * A quad of rows has, for each block of 32 columns, four times 16 bytes: of eight columns, four bytes for each of its
 * rows, whose low halves are columns 0 to 3 of the eight and whose high halves columns 4 to 7. Scales and minimums
 * are four together as well. Nothing grows, so a file's weights are put in this order where they lie.
 */

/** Rows of a quad. */
export const QUAD: usize = 4;

/**
 * Puts `[rows, columns]` in order, from the file's: q `[rows, columns / 32, 16]` u8, the low half of a byte the even
 * column; scales and minimums `[rows, columns / block]` f16.
 * @param rows A multiple of 4. @param block Columns that share a scale and a minimum, 32 or a multiple. @param room For a quad of the codes: 2 x columns bytes.
 */
export function q4Quads(
  q: usize,
  scales: usize,
  minimums: usize,
  rows: usize,
  columns: usize,
  block: usize,
  room: usize,
): void {
  const blocks = columns / block;
  for (let row: usize = 0; row < rows; row += QUAD) {
    quadOfCodes(q + row * (columns >> 1), columns >> 5, room);
    quadOfHalves(scales + row * blocks * 2, blocks, room);
    quadOfHalves(minimums + row * blocks * 2, blocks, room);
  }
}

/** Four rows of `blocks` times 32 codes. */
function quadOfCodes(q: usize, blocks: usize, room: usize): void {
  memory.copy(room, q, blocks * 64);
  for (let r: usize = 0; r < QUAD; r++) {
    for (let b: usize = 0; b < blocks; b++) {
      const bytes = v128.load(room + (r * blocks + b) * 16);
      const even = v128.and(bytes, i8x16.splat(15));
      const odd = v128.and(i16x8.shr_u(bytes, 4), i8x16.splat(15));
      const to = q + b * 64 + r * 4;
      twoEights(i8x16.shuffle(even, odd, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), to);
      twoEights(
        i8x16.shuffle(even, odd, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31),
        to + 32,
      );
    }
  }
}

/** Sixteen codes, a byte each, to the bytes of one row in two eights. */
function twoEights(codes: v128, to: usize): void {
  const first = <u64>i64x2.extract_lane(codes, 0);
  const second = <u64>i64x2.extract_lane(codes, 1);
  store<u32>(to, (<u32>first) | (<u32>(first >> 28)));
  store<u32>(to + 16, (<u32>second) | (<u32>(second >> 28)));
}

/** Four rows of `blocks` scales or minimums. */
function quadOfHalves(halves: usize, blocks: usize, room: usize): void {
  memory.copy(room, halves, blocks * 8);
  for (let r: usize = 0; r < QUAD; r++)
    for (let b: usize = 0; b < blocks; b++)
      store<u16>(halves + (b * QUAD + r) * 2, load<u16>(room + (r * blocks + b) * 2));
}
