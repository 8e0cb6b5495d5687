/** Rotary positions (Su et al. 2021), in the order of halves: entry i turns with entry i + dim / 2. */

/**
 * Turns each of `heads` vectors `[dim]` f32 at `x`; the i-th goes to `out + i * stride` (bytes).
 * @param turns Cosines `[dim / 2]`, then sines `[dim / 2]`, of one position; f32.
 */
export function rope(x: usize, heads: usize, dim: usize, turns: usize, out: usize, stride: usize): void {
  const half = dim * 2; // bytes
  for (let head: usize = 0; head < heads; head++) {
    for (let i: usize = 0; i < half; i += 16) {
      const a = v128.load(x + i);
      const b = v128.load(x + half + i);
      const cosine = v128.load(turns + i);
      const sine = v128.load(turns + half + i);
      v128.store(out + i, f32x4.sub(f32x4.mul(a, cosine), f32x4.mul(b, sine)));
      v128.store(out + half + i, f32x4.add(f32x4.mul(b, cosine), f32x4.mul(a, sine)));
    }
    x += dim * 4;
    out += stride;
  }
}
