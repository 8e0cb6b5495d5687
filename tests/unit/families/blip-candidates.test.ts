import { describe, expect, it } from 'vitest';
import { chooseCandidate } from '../../../src/families/blip-candidates.ts';
import { described, detokenise, endToken } from './described.ts';

const chooser = {
  count: 2,
  endToken,
  detokenise,
  match: async (text: string) => ({ itc: 0, itm: 0.5, score: text === 'dog' ? 1 : 0, imageScore: 0 }),
};

describe('candidates', () => {
  it('are distinct, at most as many as asked for, and the best by matching is the caption', async () => {
    const finished = [
      { ids: [1, 0], logProb: -1 },
      { ids: [1], logProb: -2 },
      { ids: [2, 0], logProb: -3 },
      { ids: [3, 0], logProb: -4 },
    ];
    const chosen = await chooseCandidate(described, performance.now(), finished, chooser);
    expect(chosen.caption).toBe('dog');
    expect(chosen.ids).toEqual([2]);
    expect(chosen.candidates?.map(({ text }) => text)).toEqual(['dog', 'cat']);
  });

  it('leaves the caption where nothing was finished', async () => {
    expect(await chooseCandidate(described, 0, [], chooser)).toEqual(described);
  });
});
