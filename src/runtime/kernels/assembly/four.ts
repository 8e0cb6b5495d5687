/**
 * Relaxed SIMD has two products: one adds four of them into 32 bits, the other two into 16. The constant FOUR, given to
 * the compiler, is 1 in the build that takes the former.
 */

/**
 * 1 if four products are one instruction here (VNNI of x86, the dot product of ARM) and not three. It shows in codes
 * out of range: two of the three saturate.
 * @param x 127. @param code 255. Parameters, so that nothing is computed ahead.
 */
export function fourAreQuick(x: i32, code: i32): i32 {
  if (FOUR) {
    const sums = i32x4.relaxed_dot_i8x16_i7x16_add_s(
      i8x16.splat(<i8>x),
      i8x16.splat(<i8>code),
      i32x4.splat(0),
    );
    return i32x4.extract_lane(sums, 0) != 2 * 32_767 ? 1 : 0;
  } else {
    return 0;
  }
}
