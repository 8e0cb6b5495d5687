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
import {
  addBytes,
  eightWords,
  highHalves,
  LOWER,
  lowHalves,
  scaled,
  start,
  sumOfBytes,
  together,
} from './q4-block';
import { QUAD } from './quads';

/**
 * Rows `begin` to `end`, multiples of 4, of the product go to `out[row]` (f32), added to `bias` `[rows]` f32, if that
 * is not 0, and to what is there, if `add` is not 0.
 * @param q Codes, `scales` and `minimums` in quads. @param x Quantised `[columns]`, its codes of `bytes` bytes.
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
  bytes: i32,
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
      bytes,
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
      bytes,
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
  bytes: i32,
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
    if (ASC_FEATURE_RELAXED_SIMD && bytes === 1) {
      for (let i: usize = 0; i < 64; i += 16) {
        const both0 = v128.load(codes + i);
        const both1 = v128.load(codes + apart + i);
        const both2 = v128.load(codes + 2 * apart + i);
        const both3 = v128.load(codes + 3 * apart + i);
        p0 = addBytes(p0, lowHalves(both0), highHalves(both0), x + i);
        p1 = addBytes(p1, lowHalves(both1), highHalves(both1), x + i);
        p2 = addBytes(p2, lowHalves(both2), highHalves(both2), x + i);
        p3 = addBytes(p3, lowHalves(both3), highHalves(both3), x + i);
      }
      p0 = sumOfBytes(p0);
      p1 = sumOfBytes(p1);
      p2 = sumOfBytes(p2);
      p3 = sumOfBytes(p3);
    } else if (FOUR) {
      let l0 = i32x4.splat(0);
      let l1 = i32x4.splat(0);
      let l2 = i32x4.splat(0);
      let l3 = i32x4.splat(0);
      for (let i: usize = 0; i < 64; i += 16) {
        const both0 = v128.load(codes + i);
        const both1 = v128.load(codes + apart + i);
        const both2 = v128.load(codes + 2 * apart + i);
        const both3 = v128.load(codes + 3 * apart + i);
        p0 = addBytes(p0, lowHalves(both0), highHalves(both0), x + i);
        l0 = addBytes(l0, lowHalves(both0), highHalves(both0), x + i + LOWER);
        p1 = addBytes(p1, lowHalves(both1), highHalves(both1), x + i);
        l1 = addBytes(l1, lowHalves(both1), highHalves(both1), x + i + LOWER);
        p2 = addBytes(p2, lowHalves(both2), highHalves(both2), x + i);
        l2 = addBytes(l2, lowHalves(both2), highHalves(both2), x + i + LOWER);
        p3 = addBytes(p3, lowHalves(both3), highHalves(both3), x + i);
        l3 = addBytes(l3, lowHalves(both3), highHalves(both3), x + i + LOWER);
      }
      p0 = together(p0, l0);
      p1 = together(p1, l1);
      p2 = together(p2, l2);
      p3 = together(p3, l3);
    } else {
      for (let i: usize = 0; i < 64; i += 16) {
        p0 = eightWords(p0, v128.load(codes + i), x + i);
        p1 = eightWords(p1, v128.load(codes + apart + i), x + i);
        p2 = eightWords(p2, v128.load(codes + 2 * apart + i), x + i);
        p3 = eightWords(p3, v128.load(codes + 3 * apart + i), x + i);
      }
    }
    const xScale = enlarged(xScales + b * 4);
    const xSum = enlarged(xSums + b * 4);
    sum0 = scaled(p0, smallHalf4(scale), smallHalf4(minimum), xScale, xSum, sum0);
    sum1 = scaled(p1, smallHalf4(scale + halves), smallHalf4(minimum + halves), xScale, xSum, sum1);
    sum2 = scaled(p2, smallHalf4(scale + 2 * halves), smallHalf4(minimum + 2 * halves), xScale, xSum, sum2);
    sum3 = scaled(p3, smallHalf4(scale + 3 * halves), smallHalf4(minimum + 3 * halves), xScale, xSum, sum3);
    codes += 64;
    x += 64;
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
  bytes: i32,
): void {
  const blocks = columns >> 5;
  const xScales = x + columns * 2;
  const xSums = xScales + blocks * 4;
  let sum = lessened(start(out, row, add, bias));
  for (let b: usize = 0; b < blocks; b++) {
    let p0 = i32x4.splat(0);
    if (ASC_FEATURE_RELAXED_SIMD && bytes === 1) {
      for (let i: usize = 0; i < 64; i += 16) {
        const both0 = v128.load(codes + i);
        p0 = addBytes(p0, lowHalves(both0), highHalves(both0), x + i);
      }
      p0 = sumOfBytes(p0);
    } else if (FOUR) {
      let l0 = i32x4.splat(0);
      for (let i: usize = 0; i < 64; i += 16) {
        const both0 = v128.load(codes + i);
        p0 = addBytes(p0, lowHalves(both0), highHalves(both0), x + i);
        l0 = addBytes(l0, lowHalves(both0), highHalves(both0), x + i + LOWER);
      }
      p0 = together(p0, l0);
    } else {
      for (let i: usize = 0; i < 64; i += 16) {
        p0 = eightWords(p0, v128.load(codes + i), x + i);
      }
    }
    const xScale = enlarged(xScales + b * 4);
    const xSum = enlarged(xSums + b * 4);
    sum = scaled(p0, smallHalf4(scale), smallHalf4(minimum), xScale, xSum, sum);
    codes += 64;
    x += 64;
    scale += 8;
    minimum += 8;
  }
  v128.store(out, restored(sum));
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
