/**
 * Matrix times vector: weights at 4 bits in blocks of 32 with scale and minimum, activations quantised.
 *
 * A block's product is scale * xScale * (sum of codes times codes) + minimum * xSum. Blocks are added in the order in
 * which the matrix product adds them, so that a token's result is the same to the last bit however many it is read with.
 *
 * Four quads of rows go side by side, each from its own quarter of the matrix: of weights that no cache holds, a core
 * reads four places at once sooner than one, and a vector's codes are loaded once for all.
 */
import { smallHalf4 } from './half';
import { addEight, addSecond, scaled, start, unpacked } from './q4-block';
import { QUAD } from './quads';

/**
 * Rows `begin` to `end`, multiples of 4, of the product go to `out[row]` (f32), added to `bias` `[rows]` f32, if that
 * is not 0, and to what is there, if `add` is not 0.
 * @param q Codes, `scales` and `minimums` in quads. @param x Quantised `[columns]`.
 */
export function q4Vector(
  out: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  begin: usize,
  end: usize,
  columns: usize,
  x: usize,
  add: i32,
  bias: usize,
): void {
  const blocks = columns >> 5;
  const quarter = ((end - begin) >> 4) * QUAD;
  for (let row = begin; row < begin + quarter; row += QUAD)
    fourQuads(
      out + row * 4,
      row,
      q + row * blocks * 16,
      scales + row * blocks * 2,
      minimums + row * blocks * 2,
      quarter,
      columns,
      x,
      add,
      bias,
    );
  for (let row = begin + 4 * quarter; row < end; row += QUAD)
    oneQuad(
      out + row * 4,
      row,
      q + row * blocks * 16,
      scales + row * blocks * 2,
      minimums + row * blocks * 2,
      columns,
      x,
      add,
      bias,
    );
}

/** @param quarter Rows from a quad to the next. */
function fourQuads(
  out: usize,
  row: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  quarter: usize,
  columns: usize,
  x: usize,
  add: i32,
  bias: usize,
): void {
  const blocks = columns >> 5;
  const xScales = x + columns * 2;
  const xSums = xScales + blocks * 4;
  const apart = quarter * blocks * 16;
  const halves = quarter * blocks * 2;
  let sum0 = lessened(start(out, row, add, bias));
  let sum1 = lessened(start(out + quarter * 4, row + quarter, add, bias));
  let sum2 = lessened(start(out + quarter * 8, row + 2 * quarter, add, bias));
  let sum3 = lessened(start(out + quarter * 12, row + 3 * quarter, add, bias));
  for (let b: usize = 0; b < blocks; b++) {
    let p0 = i32x4.splat(0);
    let p1 = i32x4.splat(0);
    let p2 = i32x4.splat(0);
    let p3 = i32x4.splat(0);
    let s0 = i32x4.splat(0);
    let s1 = i32x4.splat(0);
    let s2 = i32x4.splat(0);
    let s3 = i32x4.splat(0);
    for (let eight: usize = 0; eight < 4; eight++) {
      const bytes0 = v128.load(codes);
      const bytes1 = v128.load(codes + apart);
      const bytes2 = v128.load(codes + 2 * apart);
      const bytes3 = v128.load(codes + 3 * apart);
      p0 = first(p0, bytes0, x);
      p1 = first(p1, bytes1, x);
      p2 = first(p2, bytes2, x);
      p3 = first(p3, bytes3, x);
      s0 = second(s0, bytes0, x);
      s1 = second(s1, bytes1, x);
      s2 = second(s2, bytes2, x);
      s3 = second(s3, bytes3, x);
      codes += 16;
      x += 16;
    }
    const xScale = enlarged(xScales + b * 4);
    const xSum = enlarged(xSums + b * 4);
    sum0 = scaled(p0, s0, smallHalf4(scale), smallHalf4(minimum), xScale, xSum, sum0);
    sum1 = scaled(p1, s1, smallHalf4(scale + halves), smallHalf4(minimum + halves), xScale, xSum, sum1);
    sum2 = scaled(
      p2,
      s2,
      smallHalf4(scale + 2 * halves),
      smallHalf4(minimum + 2 * halves),
      xScale,
      xSum,
      sum2,
    );
    sum3 = scaled(
      p3,
      s3,
      smallHalf4(scale + 3 * halves),
      smallHalf4(minimum + 3 * halves),
      xScale,
      xSum,
      sum3,
    );
    scale += 8;
    minimum += 8;
  }
  v128.store(out, restored(sum0));
  v128.store(out + quarter * 4, restored(sum1));
  v128.store(out + quarter * 8, restored(sum2));
  v128.store(out + quarter * 12, restored(sum3));
}

function oneQuad(
  out: usize,
  row: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  columns: usize,
  x: usize,
  add: i32,
  bias: usize,
): void {
  const blocks = columns >> 5;
  const xScales = x + columns * 2;
  const xSums = xScales + blocks * 4;
  let sum = lessened(start(out, row, add, bias));
  for (let b: usize = 0; b < blocks; b++) {
    let p = i32x4.splat(0);
    let s = i32x4.splat(0);
    for (let eight: usize = 0; eight < 4; eight++) {
      const bytes = v128.load(codes);
      p = first(p, bytes, x);
      s = second(s, bytes, x);
      codes += 16;
      x += 16;
    }
    const xScale = enlarged(xScales + b * 4);
    const xSum = enlarged(xSums + b * 4);
    sum = scaled(p, s, smallHalf4(scale), smallHalf4(minimum), xScale, xSum, sum);
    scale += 8;
    minimum += 8;
  }
  v128.store(out, restored(sum));
}

/** Adds the products of eight columns. */
function first(sums: v128, codes: v128, x: usize): v128 {
  return addEight(sums, unpacked(codes, 0), unpacked(codes, 1), unpacked(codes, 2), unpacked(codes, 3), x);
}

function second(sums: v128, codes: v128, x: usize): v128 {
  return addSecond(sums, unpacked(codes, 0), unpacked(codes, 1), x);
}

/** A sum as small as the weights' scales make it. */
function lessened(sum: v128): v128 {
  return f32x4.mul(sum, i32x4.splat(0x27800000));
}

/**
 * A scale or sum of the vector, splat. The weights' are read 2 ** -112 times as large, since widening them whole takes
 * a multiplication each; the vector's are made 2 ** 64 times as large instead, once for all quads.
 */
function enlarged(address: usize): v128 {
  return f32x4.mul(v128.load32_splat(address), i32x4.splat(0x5f800000));
}

/** 2 ** 48 times as large: with powers of two alone, no bit of the result is another. */
function restored(sum: v128): v128 {
  return f32x4.mul(sum, i32x4.splat(0x57800000));
}
