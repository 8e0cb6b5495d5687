/** x + y, `[n]` f32 each, to `out`, which may be one of them. @param n A multiple of 4. */
export function add(x: usize, y: usize, n: usize, out: usize): void {
  for (let i: usize = 0; i < n * 4; i += 16)
    v128.store(out + i, f32x4.add(v128.load(x + i), v128.load(y + i)));
}
