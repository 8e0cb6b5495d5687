/** Copies `count` vectors `[dim]` f32 that lie together at `x`; the i-th to `out + i * stride` (bytes). */
export function spread(x: usize, count: usize, dim: usize, out: usize, stride: usize): void {
  for (let i: usize = 0; i < count; i++) {
    memory.copy(out, x, dim * 4);
    x += dim * 4;
    out += stride;
  }
}
