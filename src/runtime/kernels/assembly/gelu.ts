/** The Gaussian error linear unit (Hendrycks & Gimpel 2016), exact but for 1.5e-7 of the error function. */
import { exponential4 } from './exponential';
import { multiplyAdd } from './sum';

/** x (1 + erf(x / sqrt(2))) / 2 in place of x, `[n]` f32. */
export function gelu(x: usize, n: usize): void {
  for (let i: usize = 0; i < n * 4; i += 16) {
    const v = v128.load(x + i);
    const share = f32x4.add(f32x4.splat(0.5), f32x4.mul(f32x4.splat(0.5), errorFunction4(v)));
    v128.store(x + i, f32x4.mul(v, share));
  }
}

/** erf(x / sqrt(2)) of four numbers (Abramowitz & Stegun 7.1.26). */
function errorFunction4(x: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678));
  const one = f32x4.splat(1);
  const t = f32x4.div(one, multiplyAdd(z, f32x4.splat(0.3275911), one));
  let y = multiplyAdd(t, f32x4.splat(1.061405429), f32x4.splat(-1.453152027));
  y = multiplyAdd(y, t, f32x4.splat(1.421413741));
  y = multiplyAdd(y, t, f32x4.splat(-0.284496736));
  y = multiplyAdd(y, t, f32x4.splat(0.254829592));
  const tail = f32x4.mul(f32x4.mul(y, t), exponential4(f32x4.neg(f32x4.mul(z, z))));
  return v128.or(f32x4.sub(one, tail), v128.and(x, i32x4.splat(0x80000000)));
}
