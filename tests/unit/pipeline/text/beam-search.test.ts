/** The oracle is exhaustive search over a small random language. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BeamSearch, type Hypothesis } from '../../../../src/pipeline/text/beam-search.ts';
import { logSoftmax } from './log-softmax.ts';

const VOCAB = 4;
const END = 0;
const MAX = 4;

/** Logits that depend on the whole history, in a way of their own for each seed. */
function logitsAfter(ids: readonly number[], seed: number): Float32Array {
  let state = ids.reduce((hash, id) => (hash * 31 + id + 7) % 65_521, seed + 1);
  return Float32Array.from({ length: VOCAB }, () => {
    state = (state * 75 + 74) % 65_537;
    return (state / 65_537) * 6 - 3;
  });
}

/** Every caption there is: ended by the end token, or as long as allowed. */
function everyCaption(seed: number): Hypothesis[] {
  const grow = (ids: number[], logProb: number): Hypothesis[] => {
    if (ids.length === MAX || ids.at(-1) === END) return [{ ids, logProb }];
    const scores = logSoftmax(logitsAfter(ids, seed));
    return Array.from(scores, (score, id) => grow([...ids, id], logProb + score)).flat();
  };
  return grow([], 0);
}

function search(seed: number, beams: number, lengthPenalty = 1, minTokens = 0): Hypothesis {
  const rules = { minTokens, noRepeatNgram: 0, endToken: END };
  const run = new BeamSearch({ beams, maxTokens: MAX, lengthPenalty, ...rules });
  let histories: number[][] = [[]];
  while (!run.done) {
    const rows = run.advance(histories.map((ids) => logitsAfter(ids, seed)));
    const tokens = run.tokens;
    histories = rows.map((row, i) => [...(histories[row] as number[]), tokens[i] as number]);
  }
  return run.best;
}

describe('BeamSearch', () => {
  it('finds the best caption of all when the beam holds every one', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.constantFrom(0, 1, 2), (seed, penalty) => {
        const score = ({ ids, logProb }: Hypothesis): number => logProb / ids.length ** penalty;
        const best = Math.max(...everyCaption(seed).map(score));
        expect(score(search(seed, VOCAB ** MAX, penalty))).toBeCloseTo(best, 9);
      }),
      { numRuns: 40 },
    );
  });

  it('takes the likeliest token every time with one beam', () => {
    fc.assert(
      fc.property(fc.nat(60_000), (seed) => {
        const ids: number[] = [];
        while (ids.length < MAX && ids.at(-1) !== END) {
          const logits = logitsAfter(ids, seed);
          ids.push(logits.indexOf(Math.max(...logits)));
        }
        expect(search(seed, 1).ids).toEqual(ids);
      }),
    );
  });

  it('does not end before the fewest tokens', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.constantFrom(1, 3), (seed, beams) => {
        expect(search(seed, beams, 1, 3).ids.length).toBeGreaterThan(3);
      }),
    );
  });
});
