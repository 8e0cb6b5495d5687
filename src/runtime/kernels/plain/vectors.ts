/** Kernels over vectors of f32: normalisations, rotary positions, gates, the largest, and search. */
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

export function add(view: View, x: number, y: number, n: number, out: number): void {
  const added = view.f32(y, n);
  view.f32(out, n).set(view.f32(x, n).map((value, i) => value + (added[i] as number)));
}

/** LayerNorm(x + y), in place of x (Ba et al. 2016). */
export function addNorm(
  view: View,
  x: number,
  y: number,
  weight: number,
  bias: number,
  n: number,
  epsilon: number,
): void {
  const [residual, added] = [view.f32(x, n), view.f32(y, n)];
  const [factors, biases] = [view.f32(weight, n), view.f32(bias, n)];
  const both = Array.from(residual, (value, i) => value + (added[i] as number));
  const mean = both.reduce((sum, value) => sum + value, 0) / n;
  const variance = both.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
  const deviation = Math.sqrt(variance + epsilon);
  residual.set(
    both.map((value, i) => ((value - mean) / deviation) * (factors[i] as number) + (biases[i] as number)),
  );
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

export function relu(view: View, x: number, n: number): void {
  const values = view.f32(x, n);
  values.set(values.map((value) => Math.max(0, value)));
}

/** x times the share of a standard normal distribution below it, in place (Hendrycks & Gimpel 2016). */
export function gelu(view: View, x: number, n: number): void {
  const values = view.f32(x, n);
  values.set(values.map((value) => (value * (1 + errorFunction(value / Math.SQRT2))) / 2));
}

/** By its series near 0, by the continued fraction of its complement further out. */
function errorFunction(z: number): number {
  const size = Math.abs(z);
  if (size > 3) {
    let fraction = 0;
    for (let k = 60; k > 0; k--) fraction = k / 2 / (size + fraction);
    return Math.sign(z) * (1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / (size + fraction));
  }
  let [term, sum] = [z, z];
  for (let n = 1; n < 60; n++) {
    term *= (-z * z) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
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
