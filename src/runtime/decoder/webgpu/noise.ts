/** What the graph's sampler reads: the settings as numbers, and Gumbel noise, which makes the largest score a fair draw. */
import type { SamplingSettings } from '../decoder.ts';
import { SLICE } from './shape.ts';

/** Repetition penalty, 1 / temperature, top-k, top-p, min-p. Greedy is the likeliest one only. */
export function samplingNumbers(settings: SamplingSettings): Float32Array<ArrayBuffer> {
  const { temperature, topK, topP, minP, repetitionPenalty } = settings;
  if (temperature === 0) return Float32Array.of(repetitionPenalty, 1, 1, 1, 0);
  // A sum of shares may round to just above 1: top-p 1, off, must let the last ones in.
  const top = topP >= 1 ? 2 : topP;
  return Float32Array.of(repetitionPenalty, 1 / temperature, topK === 0 ? SLICE : topK, top, minP);
}

/** Standard Gumbel noise for `tokens` choices from `position` on, `[tokens, SLICE]`; zeros when greedy. The same seed and position, the same noise. */
export function gumbelNoise(
  settings: SamplingSettings,
  position: number,
  tokens: number,
): Float32Array<ArrayBuffer> {
  const noise = new Float32Array(tokens * SLICE);
  if (settings.temperature === 0) return noise;
  const base = Math.imul(settings.seed, 0x9e3779b1) + position * SLICE;
  for (let i = 0; i < noise.length; i++) {
    // Splitmix, 32 bits: a counter whose bits are mixed.
    const counter = Math.imul(base + i, 0x9e3779b9) >>> 0;
    let mixed = Math.imul(counter ^ (counter >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    const uniform = (((mixed ^ (mixed >>> 15)) >>> 0) + 0.5) / 2 ** 32;
    noise[i] = -Math.log(-Math.log(uniform));
  }
  return noise;
}
