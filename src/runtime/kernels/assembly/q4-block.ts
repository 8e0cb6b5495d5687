/** The innermost product: eight columns of a quad of rows with as many codes of a vector, in whole numbers. */

export function lowHalves(codes: v128): v128 {
  return v128.and(codes, i8x16.splat(15));
}

export function highHalves(codes: v128): v128 {
  return v128.and(i16x8.shr_u(codes, 4), i8x16.splat(15));
}

/**
 * Adds to `sums`, 16 bits each and two a row, the products of the weights unpacked. The sums of a block of 32 columns can't
 * overflow: 16 * 15 * 127.
 */
export function addEight(sums: v128, low: v128, high: v128, x: usize): v128 {
  sums = i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load32_splat(x), low));
  return i16x8.add(sums, i16x8.relaxed_dot_i8x16_i7x16_s(v128.load32_splat(x, 4), high));
}

/** The same for SIMD128 alone, from the packed weights, with activations of 16 bits and sums of 32, one a row. */
export function addEightWide(sums: v128, codes: v128, x: usize): v128 {
  const mask = i16x8.splat(15);
  const a = i32x4.dot_i16x8_s(v128.and(codes, mask), v128.load32_splat(x));
  const b = i32x4.dot_i16x8_s(v128.and(i16x8.shr_u(codes, 4), mask), v128.load32_splat(x, 4));
  const c = i32x4.dot_i16x8_s(v128.and(i16x8.shr_u(codes, 8), mask), v128.load32_splat(x, 8));
  const d = i32x4.dot_i16x8_s(i16x8.shr_u(codes, 12), v128.load32_splat(x, 12));
  return i32x4.add(sums, i32x4.add(i32x4.add(a, b), i32x4.add(c, d)));
}

/** A block's sums as f32x4, one a row. */
export function finish(sums: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(sums, i16x8.splat(1)));
  return f32x4.convert_i32x4_s(sums);
}
