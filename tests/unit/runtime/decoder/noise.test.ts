import { describe, expect, test } from 'vitest';
import { gumbelNoise, samplingNumbers } from '../../../../src/runtime/decoder/webgpu/noise.ts';
import { SLICE } from '../../../../src/runtime/decoder/webgpu/shape.ts';

const settings = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, seed: 7 };

describe('Gumbel noise', () => {
  test('adds nothing when greedy', () => {
    expect(gumbelNoise({ ...settings, temperature: 0 }, 0, 4).every((value) => value === 0)).toBe(true);
  });

  test('draws as often as softmax says', () => {
    const tokens = 20_000;
    const logits = [0, 1, 2];
    const weights = logits.map(Math.exp);
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const noise = gumbelNoise(settings, 0, tokens);
    const counts = [0, 0, 0];
    for (let token = 0; token < tokens; token++) {
      const scores = logits.map((logit, i) => logit + (noise[token * SLICE + i] ?? NaN));
      const best = scores.indexOf(Math.max(...scores));
      counts[best] = (counts[best] ?? 0) + 1;
    }
    counts.forEach((count, i) => expect(count / tokens).toBeCloseTo((weights[i] ?? NaN) / total, 1.7));
  });

  test('is that of the position, wherever the decoding started', () => {
    const whole = gumbelNoise(settings, 10, 6);
    expect(gumbelNoise(settings, 13, 3)).toEqual(whole.slice(3 * SLICE));
    expect(gumbelNoise({ ...settings, seed: 8 }, 10, 6)).not.toEqual(whole);
  });
});

describe('settings as the numbers of the graph', () => {
  test('greedy takes the likeliest one, penalised all the same', () => {
    const numbers = samplingNumbers({ ...settings, temperature: 0, topK: 40, repetitionPenalty: 1.5 });
    expect([...numbers]).toEqual([1.5, 1, 1, 1, 0]);
  });

  test('switched off, top-k and top-p leave the whole slice', () => {
    const [, coldness, topK, topP] = samplingNumbers({ ...settings, temperature: 0.5 });
    expect(coldness).toBe(2);
    expect(topK).toBe(SLICE);
    expect(topP).toBeGreaterThan(1);
  });
});
