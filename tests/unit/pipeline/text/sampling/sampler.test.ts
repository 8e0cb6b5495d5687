/** Each processor, alone and in a row, against transformers' own (tests/fixtures/sampling/transformers.py). */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draw } from '../../../../../src/pipeline/text/sampling/choice.ts';
import { randomNumbers } from '../../../../../src/pipeline/text/sampling/random.ts';
import { LogitsSampler, processScores } from '../../../../../src/pipeline/text/sampling/sampler.ts';
import type { SamplingSettings } from '../../../../../src/runtime/decoder/decoder.ts';

interface Input {
  logits: number[];
  history: number[];
  cases: { settings: Partial<SamplingSettings>; scores: (number | null)[] }[];
}

const file = new URL('../../../../fixtures/sampling/transformers.json', import.meta.url);
const inputs = JSON.parse(readFileSync(file, 'utf8')) as Input[];
const off: SamplingSettings = { temperature: 1, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, seed: 0 };

describe.each(inputs.map((input, i) => ({ name: `logits ${i}`, ...input })))('$name', (input) => {
  const logits = Float32Array.from(input.logits);
  test.each(input.cases)('$settings', ({ settings, scores }) => {
    const ours = processScores(logits, input.history, { ...off, ...settings });
    expect(ours.length).toBe(scores.length);
    scores.forEach((score, id) => {
      if (score === null) expect(ours[id]).toBe(-Infinity);
      else expect(ours[id]).toBeCloseTo(score, 4);
    });
    expect([...logits]).toEqual([...Float32Array.from(input.logits)]);
  });

  test('greedy takes the highest logit, after the repetition penalty', () => {
    const highest = logits.indexOf(Math.max(...logits));
    const sampler = new LogitsSampler({ ...off, temperature: 0, topK: 3, topP: 0.1 });
    expect(sampler.next(logits, [])).toBe(highest);
    const punished = new LogitsSampler({ ...off, temperature: 0, repetitionPenalty: 1000 });
    expect(punished.next(logits, [highest])).not.toBe(highest);
  });

  test('the same seed chooses the same tokens, another seed others', () => {
    const tokens = (seed: number) => {
      const sampler = new LogitsSampler({ ...off, temperature: 2, seed });
      return Array.from({ length: 40 }, () => sampler.next(logits, []));
    };
    expect(tokens(3)).toEqual(tokens(3));
    expect(tokens(3)).not.toEqual(tokens(4));
  });
});

/** Distinct logits, as wide apart as is said, some of them forbidden. */
const vocabulary = fc
  .tuple(fc.integer({ min: 1, max: 9000 }), fc.constantFrom(0.01, 1, 30), fc.nat(1000))
  .map(([length, width, seed]) => {
    const random = randomNumbers(seed);
    return Float32Array.from({ length }, (_, i) => (i > 0 && random() < 0.2 ? -Infinity : random() * width));
  });

/** The ids that a sort of all keeps. */
function sorted(scores: Float32Array, keep: (above: number, place: number) => boolean): Set<number> {
  const order = [...scores.keys()]
    .filter((id) => scores[id] !== -Infinity)
    .sort((a, b) => (scores[b] as number) - (scores[a] as number));
  const highest = scores[order[0] as number] as number;
  const weights = order.map((id) => Math.exp((scores[id] as number) - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let above = 0;
  const kept = new Set<number>();
  for (const [place, id] of order.entries()) {
    if (!keep(above / total, place)) break;
    kept.add(id);
    above += weights[place] as number;
  }
  return kept;
}

describe('of a large vocabulary', () => {
  const finite = (scores: Float32Array): Set<number> =>
    new Set([...scores.keys()].filter((id) => scores[id] !== -Infinity));

  test('top-p keeps what a sort of all keeps, but for rounding at its edge', () => {
    fc.assert(
      fc.property(vocabulary, fc.constantFrom(0.001, 0.5, 0.9, 0.999), (logits, topP) => {
        const ours = finite(processScores(logits, [], { ...off, topP }));
        const [fewer, more] = [-1e-9, 1e-9].map((edge) =>
          sorted(logits, (above, place) => place === 0 || above < topP + edge),
        ) as [Set<number>, Set<number>];
        expect([...fewer].every((id) => ours.has(id))).toBe(true);
        expect([...ours].every((id) => more.has(id))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('top-k keeps as many of the highest, and those equal to the last', () => {
    fc.assert(
      fc.property(vocabulary, fc.integer({ min: 1, max: 200 }), (logits, topK) => {
        const ours = finite(processScores(logits, [], { ...off, topK }));
        const plain = sorted(logits, (_, place) => place < topK);
        const least = Math.min(...[...plain].map((id) => logits[id] as number));
        expect(ours).toEqual(finite(logits.map((logit) => (logit < least ? -Infinity : logit))));
      }),
      { numRuns: 60 },
    );
  });
});

test('tokens are drawn as often as softmax says', () => {
  const logits = Float32Array.from([0, 1, 2, -Infinity, 1.5]);
  const weights = [...logits].map(Math.exp);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const random = randomNumbers(5);
  const counts = Array.from({ length: 5 }, () => 0);
  const draws = 40_000;
  for (let i = 0; i < draws; i++) {
    const id = draw(logits, random());
    counts[id] = (counts[id] ?? 0) + 1;
  }
  weights.forEach((weight, id) => {
    const p = weight / total;
    // Five standard deviations of a share of so many draws.
    expect(Math.abs((counts[id] ?? 0) / draws - p)).toBeLessThanOrEqual(5 * Math.sqrt((p * (1 - p)) / draws));
  });
});

test('random numbers are spread evenly from 0 to below 1', () => {
  const random = randomNumbers(1);
  const bins = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i++) {
    const bin = Math.floor(random() * 10);
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  for (const count of bins) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
