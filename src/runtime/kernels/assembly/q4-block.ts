/**
 * The innermost product, eight columns of a quad of rows with as many codes of a vector, and what makes it a number.
 *
 * Relaxed SIMD multiplies codes of one byte, four at once into 32 bits where the processor can (FOUR), otherwise two into
 * 16. Codes of two bytes are two of one byte for FOUR, whose products are put together at the end of a block: nothing is
 * rounded. Otherwise they, and any with SIMD128, are multiplied as 16 bits.
 */
import { multiplyAdd } from './sum';

/** Columns 0 to 3 of eight, a byte each, four a row; `highHalves` columns 4 to 7. */
export function lowHalves(codes: v128): v128 {
  return v128.and(codes, i8x16.splat(15));
}

export function highHalves(codes: v128): v128 {
  return v128.and(i16x8.shr_u(codes, 4), i8x16.splat(15));
}

/** The `i`-th of four pairs of columns, 16 bits each. */
export function pairOf(codes: v128, i: i32): v128 {
  const shifted = i == 0 ? codes : i16x8.shr_u(codes, i * 4);
  return i == 3 ? shifted : v128.and(shifted, i16x8.splat(15));
}

/**
 * Adds to `sums` the products with eight codes of one byte at `x`: 32 bits each and one a row, or 16 and two a row. The
 * latter can't overflow in a block of 32 columns: 16 * 15 * 127.
 */
export function addBytes(sums: v128, low: v128, high: v128, x: usize): v128 {
  const xLow = v128.load32_splat(x);
  const xHigh = v128.load32_splat(x, 4);
  if (FOUR) {
    sums = i32x4.relaxed_dot_i8x16_i7x16_add_s(xLow, low, sums);
    return i32x4.relaxed_dot_i8x16_i7x16_add_s(xHigh, high, sums);
  }
  sums = i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(xLow, low));
  return i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(xHigh, high));
}

/** From an upper byte to the lower one: with FOUR, what `addBytes` is given for either half of codes of two bytes. */
export const LOWER: usize = 8;

/** Products with codes of two bytes, of those with their upper and lower ones (FOUR). */
export function together(upper: v128, lower: v128): v128 {
  return i32x4.add(i32x4.shl(upper, 8), lower);
}

/** One sum a row, 32 bits. */
export function sumOfBytes(sums: v128): v128 {
  return FOUR ? sums : i32x4.dot_i16x8_s(sums, i16x8.splat(1));
}

/** Adds the products with eight codes of 16 bits at `x`, 32 bits each and one a row. */
export function addWords(sums: v128, w0: v128, w1: v128, w2: v128, w3: v128, x: usize): v128 {
  const a = i32x4.dot_i16x8_s(w0, v128.load32_splat(x));
  const b = i32x4.dot_i16x8_s(w1, v128.load32_splat(x, 4));
  const c = i32x4.dot_i16x8_s(w2, v128.load32_splat(x, 8));
  const d = i32x4.dot_i16x8_s(w3, v128.load32_splat(x, 12));
  return i32x4.add(sums, i32x4.add(i32x4.add(a, b), i32x4.add(c, d)));
}

/** The same, from the packed weights. */
export function eightWords(sums: v128, codes: v128, x: usize): v128 {
  return addWords(sums, pairOf(codes, 0), pairOf(codes, 1), pairOf(codes, 2), pairOf(codes, 3), x);
}

/**
 * `sum` and a block's products, a lane a row.
 * @param scale Of the weights, and `minimum`. @param xScale Of the vector, splat, and `xSum`.
 */
export function scaled(
  products: v128,
  scale: v128,
  minimum: v128,
  xScale: v128,
  xSum: v128,
  sum: v128,
): v128 {
  sum = multiplyAdd(f32x4.convert_i32x4_s(products), f32x4.mul(scale, xScale), sum);
  return multiplyAdd(minimum, xSum, sum);
}

/** The same, of the vector's scale at `xScale`; its sum lies `toSums` further. */
export function ended(
  products: v128,
  scale: v128,
  minimum: v128,
  xScale: usize,
  toSums: usize,
  sum: v128,
): v128 {
  const xSum = v128.load32_splat(xScale + toSums);
  return scaled(products, scale, minimum, v128.load32_splat(xScale), xSum, sum);
}

/** What a quad's sum begins with. @param bias Of all rows, f32, or 0. @param add 1: what is at `out` as well. */
export function start(out: usize, row: usize, add: i32, bias: usize): v128 {
  const sum = bias ? v128.load(bias + row * 4) : f32x4.splat(0);
  return add ? f32x4.add(sum, v128.load(out)) : sum;
}
