/** The rectified linear unit with a limit: ReLU6 of mobile networks. */

/** Each number at least 0 and at most `most`; as they are if that is below 0. */
function clamped(v: v128, most: f32): v128 {
  return most < 0 ? v : f32x4.pmin(f32x4.splat(most), f32x4.pmax(f32x4.splat(0), v));
}

/** Eight channels of a pixel, clamped, to `to`. */
export function putEight(to: usize, a: v128, b: v128, most: f32): void {
  v128.store(to, clamped(a, most));
  v128.store(to, clamped(b, most), 16);
}
