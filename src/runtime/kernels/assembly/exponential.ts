/** e to the power of four numbers, to about one part in ten million (Cephes' expf). */
import { multiplyAdd } from './sum';

export function exponential4(x: v128): v128 {
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(88)), f32x4.splat(-87));
  const whole = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(1.44269504)));
  let rest = f32x4.sub(bounded, f32x4.mul(whole, f32x4.splat(0.693359375)));
  rest = f32x4.add(rest, f32x4.mul(whole, f32x4.splat(0.00021219444)));
  let y = f32x4.splat(0.00019875691);
  y = multiplyAdd(y, rest, f32x4.splat(0.0013981999));
  y = multiplyAdd(y, rest, f32x4.splat(0.0083334519));
  y = multiplyAdd(y, rest, f32x4.splat(0.041665796));
  y = multiplyAdd(y, rest, f32x4.splat(0.16666665));
  y = multiplyAdd(y, rest, f32x4.splat(0.5));
  y = f32x4.add(multiplyAdd(f32x4.mul(rest, rest), y, rest), f32x4.splat(1));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(whole), i32x4.splat(127)), 23);
  return f32x4.mul(y, power);
}
