/** Root mean square normalisation (Zhang & Sennrich 2019). */
import { sumOfFloats } from './sum';

/** `[n]` at `x`, divided by its root mean square, times `weight` `[n]`, to `out`; all f32. */
export function rmsNorm(x: usize, weight: usize, n: usize, epsilon: f32, out: usize): void {
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < n * 4; i += 16) {
    const v = v128.load(x + i);
    squares = f32x4.add(squares, f32x4.mul(v, v));
  }
  const factor = f32x4.splat(1 / sqrt<f32>(sumOfFloats(squares) / <f32>n + epsilon));
  for (let i: usize = 0; i < n * 4; i += 16) {
    v128.store(out + i, f32x4.mul(f32x4.mul(v128.load(x + i), factor), v128.load(weight + i)));
  }
}
