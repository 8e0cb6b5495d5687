/**
 * e to the power of four numbers, to about one part in ten million (Cephes' expf). Below -60 it is that of -60, which is
 * nothing beside 1: processors are slow at the numbers so small that products of anything less would be. (`pmax` is one
 * instruction, `max` eight.)
 */
import { multiplyAdd } from './sum';

export function exponential4(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(88)), f32x4.splat(-60));
  // Added to so large a number, the whole powers of two are its lowest bits.
  const shifted = multiplyAdd(bounded, f32x4.splat(1.44269504), f32x4.splat(12582912));
  const whole = f32x4.sub(shifted, f32x4.splat(12582912));
  let rest = multiplyAdd(whole, f32x4.splat(-0.693359375), bounded);
  rest = multiplyAdd(whole, f32x4.splat(0.00021219444), rest);
  let y = multiplyAdd(f32x4.splat(0.00019875691), rest, f32x4.splat(0.0013981999));
  y = multiplyAdd(y, rest, f32x4.splat(0.0083334519));
  y = multiplyAdd(y, rest, f32x4.splat(0.041665796));
  y = multiplyAdd(y, rest, f32x4.splat(0.16666665));
  y = multiplyAdd(y, rest, f32x4.splat(0.5));
  y = f32x4.add(multiplyAdd(f32x4.mul(rest, rest), y, rest), f32x4.splat(1));
  return i32x4.add(y, i32x4.shl(shifted, 23));
}
