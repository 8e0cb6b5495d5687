import { describe, expect, it } from 'vitest';
import { threshold } from '../../../src/cli/evaluation/threshold.ts';

describe('the threshold of a good match', () => {
  it('lies where own photographs are found and others refused most often', () => {
    const itc = [
      [0.5, 0.1, 0.2],
      [0.3, 0.4, 0.1],
      [0.1, 0.6, 0.2],
    ];
    // At 0.4: two of three found, two of three refused.
    expect(threshold(itc.map((row, own) => ({ itc: row, own })))).toEqual({
      minItc: 0.4,
      found: 200 / 3,
      refused: 200 / 3,
    });
  });

  it('is perfect where the two never overlap', () => {
    expect(
      threshold([
        { itc: [0.9, 0.2], own: 0 },
        { itc: [0.1, 0.8], own: 1 },
      ]),
    ).toEqual({ minItc: 0.8, found: 100, refused: 100 });
  });
});
