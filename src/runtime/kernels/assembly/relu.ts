/** The rectified linear unit. */

/** max(x, 0) in place of x, `[n]` f32. */
export function relu(x: usize, n: usize): void {
  for (let i: usize = 0; i < n * 4; i += 16) v128.store(x + i, f32x4.pmax(v128.load(x + i), f32x4.splat(0)));
}
