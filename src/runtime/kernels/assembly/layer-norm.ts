/** A residual and its layer normalisation (Ba et al. 2016), as in BERT: what comes after each sublayer. */
import { sumOfFloats } from './sum';

/**
 * x + y, less its mean, divided by its standard deviation, times `weight`, plus `bias`; all `[n]` f32, the result
 * instead of x.
 */
export function addNorm(x: usize, y: usize, weight: usize, bias: usize, n: usize, epsilon: f32): void {
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < n * 4; i += 16) {
    const both = f32x4.add(v128.load(x + i), v128.load(y + i));
    v128.store(x + i, both);
    sum = f32x4.add(sum, both);
  }
  const mean = f32x4.splat(sumOfFloats(sum) / <f32>n);
  let squares = f32x4.splat(0);
  for (let i: usize = 0; i < n * 4; i += 16) {
    const off = f32x4.sub(v128.load(x + i), mean);
    squares = f32x4.add(squares, f32x4.mul(off, off));
  }
  const factor = f32x4.splat(1 / sqrt<f32>(sumOfFloats(squares) / <f32>n + epsilon));
  for (let i: usize = 0; i < n * 4; i += 16) {
    const normal = f32x4.mul(f32x4.sub(v128.load(x + i), mean), factor);
    v128.store(x + i, f32x4.add(f32x4.mul(normal, v128.load(weight + i)), v128.load(bias + i)));
  }
}
