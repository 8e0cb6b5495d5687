/**
 * Matrix times several vectors, weights at 4 bits: a quad's block is unpacked once and meets all vectors, whose codes of
 * that block stay in the nearest cache while the quads pass.
 */
import { half4 } from './half';
import { addEight, addSecond, scaled, start, unpacked } from './q4-block';
import { QUAD } from './quads';
import { quantisedBytes } from './quantise';

/**
 * Rows `begin` to `end`, multiples of 4, of the product with `count` quantised vectors that lie one after another at
 * `x`; that with the i-th goes to `out + i * stride` (bytes), f32. Added to `bias` `[rows]` f32, if that is not 0, and
 * to what is there, if `add` is not 0.
 * @param q Codes, `scales` and `minimums` in quads. @param block Columns that share a scale and a minimum, 32 or 64.
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
): void {
  const wide = block >> 6; // 1 if two blocks of a vector share their weights' scale.
  for (let row = begin; row < end; row += QUAD) {
    const to = out + row * 4;
    for (let i: usize = 0; i < count; i++)
      v128.store(to + i * stride, start(to + i * stride, row, add, bias));
    const halves = ((row * columns) >> (5 + wide)) * 2;
    let codes = q + row * (columns >> 1);
    for (let b: usize = 0; b < columns >> 5; b++) {
      const at = halves + (b >> wide) * 8;
      addBlock(to, stride, codes, half4(scales + at), half4(minimums + at), b, columns, x, count);
      codes += 64;
    }
  }
}

/** Adds the `b`-th block of a quad times that of each vector. What is unpacked is named after its eight and its part. */
function addBlock(
  to: usize,
  stride: usize,
  codes: usize,
  scale: v128,
  minimum: v128,
  b: usize,
  columns: usize,
  x: usize,
  count: usize,
): void {
  const bytes0 = v128.load(codes);
  const bytes1 = v128.load(codes, 16);
  const bytes2 = v128.load(codes, 32);
  const bytes3 = v128.load(codes, 48);
  const w00 = unpacked(bytes0, 0);
  const w01 = unpacked(bytes0, 1);
  const w02 = unpacked(bytes0, 2);
  const w03 = unpacked(bytes0, 3);
  const w10 = unpacked(bytes1, 0);
  const w11 = unpacked(bytes1, 1);
  const w12 = unpacked(bytes1, 2);
  const w13 = unpacked(bytes1, 3);
  const w20 = unpacked(bytes2, 0);
  const w21 = unpacked(bytes2, 1);
  const w22 = unpacked(bytes2, 2);
  const w23 = unpacked(bytes2, 3);
  const w30 = unpacked(bytes3, 0);
  const w31 = unpacked(bytes3, 1);
  const w32 = unpacked(bytes3, 2);
  const w33 = unpacked(bytes3, 3);
  const size = quantisedBytes(columns);
  const toSums = (columns >> 5) * 4;
  let xScale = x + columns * 2 + b * 4;
  x += b * 64;
  for (let i: usize = 0; i < count; i++) {
    let first = addEight(i32x4.splat(0), w00, w01, w02, w03, x);
    first = addEight(first, w10, w11, w12, w13, x + 16);
    first = addEight(first, w20, w21, w22, w23, x + 32);
    first = addEight(first, w30, w31, w32, w33, x + 48);
    let second = addSecond(i32x4.splat(0), w00, w01, x);
    second = addSecond(second, w10, w11, x + 16);
    second = addSecond(second, w20, w21, x + 32);
    second = addSecond(second, w30, w31, x + 48);
    const s = v128.load32_splat(xScale);
    v128.store(
      to,
      scaled(first, second, scale, minimum, s, v128.load32_splat(xScale + toSums), v128.load(to)),
    );
    to += stride;
    x += size;
    xScale += size;
  }
}
