/** Half-precision numbers, widened by shifting: WebAssembly has no instruction for them. Infinities and NaN don't occur. */

/** Four at `address` as f32x4. The exponent is rebased by a multiplication, which gets subnormal halves right too. */
export function half4(address: usize): v128 {
  return f32x4.mul(smallHalf4(address), i32x4.splat(0x77800000)); // times 2 ** 112
}

/** The same 2 ** -112 times as large, without the multiplication. */
export function smallHalf4(address: usize): v128 {
  const upper = v128.shuffle<i16>(i32x4.splat(0), v128.load64_zero(address), 0, 8, 1, 9, 2, 10, 3, 11);
  // The sign is copied to the three bits that the exponent doesn't fill.
  return v128.and(i32x4.shr_s(upper, 3), i32x4.splat(0x8fffe000));
}

/** One at `address`. */
export function half(address: usize): f32 {
  const bits = <u32>load<u16>(address);
  const magnitude = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x77800000);
  return reinterpret<f32>(reinterpret<u32>(magnitude) | ((bits & 0x8000) << 16));
}
