/** The index of the largest of `[n]` f32 at `x`; the first of equal ones. */
export function argmax(x: usize, n: usize): usize {
  let peak = f32x4.splat(-Infinity);
  const whole = (n & ~15) * 4;
  for (let i: usize = 0; i < whole; i += 64) {
    const a = f32x4.pmax(v128.load(x + i), v128.load(x + i, 16));
    const b = f32x4.pmax(v128.load(x + i, 32), v128.load(x + i, 48));
    peak = f32x4.pmax(peak, f32x4.pmax(a, b));
  }
  peak = f32x4.pmax(peak, v128.shuffle<f32>(peak, peak, 2, 3, 0, 1));
  peak = f32x4.pmax(peak, v128.shuffle<f32>(peak, peak, 1, 0, 3, 2));
  let largest = f32x4.extract_lane(peak, 0);
  for (let i = whole; i < n * 4; i += 4) largest = max(largest, load<f32>(x + i));
  for (let i: usize = 0; i < n; i++) if (load<f32>(x + i * 4) == largest) return i;
  return 0;
}
