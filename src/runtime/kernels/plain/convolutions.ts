/** Convolutions of pictures in plain form; operands as of their fast forms (assembly/). */
import type { View } from './view.ts';

/** Channels whose weights lie together. */
const WIDE = 8;

function clamped(value: number, most: number): number {
  return most < 0 ? value : Math.min(most, Math.max(0, value));
}

export function pointwise(
  view: View,
  out: number,
  x: number,
  weights: number,
  bias: number,
  rest: number,
  begin: number,
  end: number,
  inputs: number,
  outputs: number,
  most: number,
): void {
  const [w, b] = [view.f32(weights, inputs * outputs), view.f32(bias, outputs)];
  for (let pixel = begin; pixel < end; pixel++) {
    const from = view.f32(x + pixel * inputs * 4, inputs);
    const to = view.f32(out + pixel * outputs * 4, outputs);
    const added = rest === 0 ? undefined : view.f32(rest + pixel * outputs * 4, outputs);
    for (let channel = 0; channel < outputs; channel++) {
      const first = (channel - (channel % WIDE)) * inputs + (channel % WIDE);
      let sum = (b[channel] as number) + (added?.[channel] ?? 0);
      for (let k = 0; k < inputs; k++) sum += (from[k] as number) * (w[first + k * WIDE] as number);
      to[channel] = clamped(sum, most);
    }
  }
}

export function depthwise(
  view: View,
  out: number,
  x: number,
  weights: number,
  bias: number,
  channels: number,
  height: number,
  width: number,
  size: number,
  stride: number,
  top: number,
  left: number,
  outWidth: number,
  begin: number,
  end: number,
  most: number,
): void {
  const from = view.f32(x, height * width * channels);
  const [w, b] = [view.f32(weights, size * size * channels), view.f32(bias, channels)];
  const to = view.f32(out, end * outWidth * channels);
  for (let row = begin; row < end; row++)
    for (let column = 0; column < outWidth; column++)
      for (let channel = 0; channel < channels; channel++) {
        let sum = b[channel] as number;
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++) {
            const [y, z] = [row * stride - top + i, column * stride - left + j];
            if (y < 0 || y >= height || z < 0 || z >= width) continue;
            const seen = from[(y * width + z) * channels + channel] as number;
            sum += seen * (w[(i * size + j) * channels + channel] as number);
          }
        to[(row * outWidth + column) * channels + channel] = clamped(sum, most);
      }
}

export function unfold(
  view: View,
  out: number,
  x: number,
  inputs: number,
  channels: number,
  height: number,
  width: number,
  size: number,
  stride: number,
  top: number,
  left: number,
  outWidth: number,
  begin: number,
  end: number,
  scale: number,
  shift: number,
): void {
  const from = view.f32(x, channels * height * width);
  for (let row = begin; row < end; row++)
    for (let column = 0; column < outWidth; column++) {
      const window = view.f32(out + (row * outWidth + column) * inputs * 4, inputs).fill(0);
      let at = 0;
      for (let channel = 0; channel < channels; channel++)
        for (let i = 0; i < size; i++)
          for (let j = 0; j < size; j++, at++) {
            const [y, z] = [row * stride - top + i, column * stride - left + j];
            if (y < 0 || y >= height || z < 0 || z >= width) continue;
            window[at] = (from[(channel * height + y) * width + z] as number) * scale + shift;
          }
    }
}
