/** What quantising a block of numbers begins with. */

/** The largest magnitude of the `bytes` of f32 at `x`, a multiple of 32. */
export function largestOf(x: usize, bytes: usize): f32 {
  let peak = f32x4.abs(v128.load(x));
  for (let i: usize = 16; i < bytes; i += 16) peak = f32x4.pmax(peak, f32x4.abs(v128.load(x + i)));
  peak = f32x4.pmax(peak, v128.shuffle<f32>(peak, peak, 2, 3, 0, 1));
  return max(f32x4.extract_lane(peak, 0), f32x4.extract_lane(peak, 1));
}

/** Four numbers times `inverse`, rounded half to even, i32x4. */
export function codes4(x: usize, inverse: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(x), inverse)));
}
