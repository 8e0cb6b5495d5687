/** The innermost product: 32 codes of 4 bits with 32 of 8 bits, in whole numbers. */

/** Four partial sums, as f32x4, of the block of weights at `q` with the block of activations at `x`. */
export function block4(q: usize, x: usize): v128 {
  const codes = v128.load(q);
  if (ASC_FEATURE_RELAXED_SIMD) return product4(lowHalves(codes), highHalves(codes), x);
  return wideProduct4(codes, x);
}

export function lowHalves(codes: v128): v128 {
  return v128.and(codes, i8x16.splat(15));
}

export function highHalves(codes: v128): v128 {
  return v128.and(i16x8.shr_u(codes, 4), i8x16.splat(15));
}

/** The same with the weights unpacked already: 16 even columns, 16 odd ones. Sums of 16 bits can't overflow: 4 * 15 * 127. */
export function product4(low: v128, high: v128, x: usize): v128 {
  const pairs = i16x8.add(
    i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(x), low),
    i16x8.relaxed_dot_i8x16_i7x16_s(v128.load(x, 16), high),
  );
  return f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(pairs, i16x8.splat(1)));
}

/** The same for SIMD128 alone, from the packed weights, with activations of 16 bits. */
export function wideProduct4(codes: v128, x: usize): v128 {
  const mask = i16x8.splat(15);
  const a = i32x4.dot_i16x8_s(v128.and(codes, mask), v128.load(x));
  const b = i32x4.dot_i16x8_s(v128.and(i16x8.shr_u(codes, 4), mask), v128.load(x, 16));
  const c = i32x4.dot_i16x8_s(v128.and(i16x8.shr_u(codes, 8), mask), v128.load(x, 32));
  const d = i32x4.dot_i16x8_s(i16x8.shr_u(codes, 12), v128.load(x, 48));
  return f32x4.convert_i32x4_s(i32x4.add(i32x4.add(a, b), i32x4.add(c, d)));
}
