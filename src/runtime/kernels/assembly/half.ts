/** Half-precision numbers, widened by shifting: WebAssembly has no instruction for them. Infinities and NaN don't occur. */

/** Four at `address` as f32x4. The exponent is rebased by a multiplication, which gets subnormal halves right too. */
export function half4(address: usize): v128 {
  const bits = v128.load16x4_u(address);
  const sign = i32x4.shl(v128.and(bits, i32x4.splat(0x8000)), 16);
  const magnitude = i32x4.shl(v128.and(bits, i32x4.splat(0x7fff)), 13);
  return v128.or(f32x4.mul(magnitude, i32x4.splat(0x77800000)), sign); // times 2 ** 112
}

/** One at `address`. */
export function half(address: usize): f32 {
  const bits = <u32>load<u16>(address);
  const magnitude = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x77800000);
  return reinterpret<f32>(reinterpret<u32>(magnitude) | ((bits & 0x8000) << 16));
}
