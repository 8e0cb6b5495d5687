/** The gate of a SwiGLU layer (Shazeer 2020): silu(gate) * up. */
import { exponential4 } from './exponential';

/** `[n]` at `gate` and at `up`, to `out`; all f32. */
export function swiGlu(gate: usize, up: usize, n: usize, out: usize): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < n * 4; i += 16) {
    const g = v128.load(gate + i);
    const sigmoid = f32x4.div(one, f32x4.add(one, exponential4(f32x4.neg(g))));
    v128.store(out + i, f32x4.mul(f32x4.mul(g, sigmoid), v128.load(up + i)));
  }
}
