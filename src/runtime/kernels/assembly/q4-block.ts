/** The innermost product, eight columns of a quad of rows with as many codes of a vector, and what makes it a number. */
import { multiplyAdd } from './sum';

export function lowHalves(codes: v128): v128 {
  return v128.and(codes, i8x16.splat(15));
}

export function highHalves(codes: v128): v128 {
  return v128.and(i16x8.shr_u(codes, 4), i8x16.splat(15));
}

/**
 * Adds to `sums` the products of the weights unpacked with four codes each, splat: 32 bits each and one a row, or 16
 * and two a row. The latter can't overflow in a block of 32 columns: 16 * 15 * 127.
 */
export function addEight(sums: v128, low: v128, high: v128, xLow: v128, xHigh: v128): v128 {
  if (FOUR) {
    sums = i32x4.relaxed_dot_i8x16_i7x16_add_s(xLow, low, sums);
    return i32x4.relaxed_dot_i8x16_i7x16_add_s(xHigh, high, sums);
  }
  sums = i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(xLow, low));
  return i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(xHigh, high));
}

/**
 * The same for SIMD128 alone, from the packed weights, with activations of 16 bits at `x` and sums of 32, one a row.
 */
export function addEightWide(sums: v128, codes: v128, x: usize): v128 {
  const mask = i16x8.splat(15);
  const a = i32x4.dot_i16x8_s(v128.and(codes, mask), v128.load32_splat(x));
  const b = i32x4.dot_i16x8_s(v128.and(i16x8.shr_u(codes, 4), mask), v128.load32_splat(x, 4));
  const c = i32x4.dot_i16x8_s(v128.and(i16x8.shr_u(codes, 8), mask), v128.load32_splat(x, 8));
  const d = i32x4.dot_i16x8_s(i16x8.shr_u(codes, 12), v128.load32_splat(x, 12));
  return i32x4.add(sums, i32x4.add(i32x4.add(a, b), i32x4.add(c, d)));
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
  const whole = ASC_FEATURE_RELAXED_SIMD && !FOUR ? i32x4.dot_i16x8_s(products, i16x8.splat(1)) : products;
  sum = multiplyAdd(f32x4.convert_i32x4_s(whole), f32x4.mul(scale, xScale), sum);
  return multiplyAdd(minimum, xSum, sum);
}

/** Stores a quad's sum, added to what is there if `add` is not 0. */
export function put(to: usize, sum: v128, add: i32): void {
  v128.store(to, add ? f32x4.add(v128.load(to), sum) : sum);
}
