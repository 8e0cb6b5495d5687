/**
 * The innermost product, eight columns of a quad of rows with as many codes of a vector, and what makes it a number.
 *
 * Sums are 32 bits, one a row. Where a processor multiplies and adds four codes of 8 bits by one instruction (FOUR), a
 * code of 16 bits is two of them, and each has its sums.
 */
import { multiplyAdd } from './sum';

/**
 * The `i`-th of what eight columns of packed weights unpack to: with FOUR two of 8 bits, columns 0 to 3 and 4 to 7 of
 * each row, otherwise four of 16 bits.
 */
export function unpacked(codes: v128, i: i32): v128 {
  if (FOUR) return v128.and(i == 0 ? codes : i16x8.shr_u(codes, 4), i8x16.splat(15));
  const shifted = i == 0 ? codes : i16x8.shr_u(codes, i * 4);
  return i == 3 ? shifted : v128.and(shifted, i16x8.splat(15));
}

/** Adds to `sums` the products with the codes at `x`; with FOUR those with their first halves. */
export function addEight(sums: v128, w0: v128, w1: v128, w2: v128, w3: v128, x: usize): v128 {
  if (FOUR) {
    sums = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load32_splat(x), w0, sums);
    return i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load32_splat(x, 4), w1, sums);
  }
  const a = i32x4.dot_i16x8_s(w0, v128.load32_splat(x));
  const b = i32x4.dot_i16x8_s(w1, v128.load32_splat(x, 4));
  const c = i32x4.dot_i16x8_s(w2, v128.load32_splat(x, 8));
  const d = i32x4.dot_i16x8_s(w3, v128.load32_splat(x, 12));
  return i32x4.add(sums, i32x4.add(i32x4.add(a, b), i32x4.add(c, d)));
}

/** With FOUR, adds to `sums` the products with the codes' second halves; otherwise there are none. */
export function addSecond(sums: v128, w0: v128, w1: v128, x: usize): v128 {
  if (!FOUR) return sums;
  sums = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load32_splat(x, 8), w0, sums);
  return i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load32_splat(x, 12), w1, sums);
}

/**
 * `sum` and a block's products, a lane a row.
 * @param products Of the codes, and `second` of their second halves. @param scale Of the weights, and `minimum`.
 * @param xScale Of the vector, splat, and `xSum`.
 */
export function scaled(
  products: v128,
  second: v128,
  scale: v128,
  minimum: v128,
  xScale: v128,
  xSum: v128,
  sum: v128,
): v128 {
  const whole = FOUR ? i32x4.add(i32x4.shl(products, 8), second) : products;
  sum = multiplyAdd(f32x4.convert_i32x4_s(whole), f32x4.mul(scale, xScale), sum);
  return multiplyAdd(minimum, xSum, sum);
}

/** What a quad's sum begins with. @param bias Of all rows, f32, or 0. @param add 1: what is at `out` as well. */
export function start(out: usize, row: usize, add: i32, bias: usize): v128 {
  const sum = bias ? v128.load(bias + row * 4) : f32x4.splat(0);
  return add ? f32x4.add(sum, v128.load(out)) : sum;
}
