/** Kernels over vectors of f32: normalisation, rotary positions, the gate, the largest, and search. */
import type { View } from './view.ts';

/** x / rms(x) * weight (Zhang & Sennrich 2019). */
export function rmsNorm(
  view: View,
  x: number,
  weight: number,
  n: number,
  epsilon: number,
  out: number,
): void {
  const from = view.f32(x, n);
  const factors = view.f32(weight, n);
  const meanSquare = from.reduce((sum, value) => sum + value * value, 0) / n;
  const result = from.map((value, i) => (value / Math.sqrt(meanSquare + epsilon)) * (factors[i] as number));
  view.f32(out, n).set(result);
}

/** Entry i of a head turns with entry i + dim / 2 (Su et al. 2021). Turns: cosines, then sines, `[dim / 2]` each. */
export function rope(
  view: View,
  x: number,
  heads: number,
  dim: number,
  turns: number,
  out: number,
  stride: number,
): void {
  const half = dim / 2;
  const angles = view.f32(turns, dim);
  for (let head = 0; head < heads; head++) {
    const from = view.f32(x + head * dim * 4, dim).slice();
    const to = view.f32(out + head * stride, dim);
    for (let i = 0; i < half; i++) {
      const [a, b] = [from[i] as number, from[half + i] as number];
      const [cosine, sine] = [angles[i] as number, angles[half + i] as number];
      to[i] = a * cosine - b * sine;
      to[half + i] = b * cosine + a * sine;
    }
  }
}

export function spread(view: View, x: number, count: number, dim: number, out: number, stride: number): void {
  for (let i = 0; i < count; i++) view.f32(out + i * stride, dim).set(view.f32(x + i * dim * 4, dim));
}

/** silu(gate) * up (Shazeer 2020). */
export function swiGlu(view: View, gate: number, up: number, n: number, out: number): void {
  const gates = view.f32(gate, n);
  const ups = view.f32(up, n);
  const result = gates.map((g, i) => (g / (1 + Math.exp(-g))) * (ups[i] as number));
  view.f32(out, n).set(result);
}

export function argmax(view: View, x: number, n: number): number {
  const values = view.f32(x, n);
  let best = 0;
  for (let i = 1; i < n; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

export function scoreRows(
  view: View,
  out: number,
  codes: number,
  scales: number,
  rows: number,
  dim: number,
  query: number,
): void {
  const factors = view.f32(query, dim);
  const rowScales = view.f32(scales, rows);
  const result = view.f32(out, rows);
  for (let row = 0; row < rows; row++) {
    const codesOfRow = view.i8(codes + row * dim, dim);
    let sum = 0;
    for (let i = 0; i < dim; i++) sum += (codesOfRow[i] as number) * (factors[i] as number);
    result[row] = sum * (rowScales[row] as number);
  }
}
