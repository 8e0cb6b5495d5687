import { describe, expect, it } from 'vitest';
import { chooseLikely } from '../../../src/families/likely-caption.ts';
import { described, detokenise, endToken } from './described.ts';

const chooser = {
  lengthPenalty: 1,
  itcWeight: 2,
  endToken,
  detokenise,
  itc: async (text: string) => (text === 'a dog' ? 0.5 : 0.1),
};
const cat = { ids: [4, 1, 0], logProb: -3 }; // -1 a token
const choose = (dog: number, itcWeight = 2) =>
  chooseLikely(described, performance.now(), [cat, { ids: [4, 2, 0], logProb: dog }], {
    ...chooser,
    itcWeight,
  });

describe('chooseLikely', () => {
  it('takes what fits the picture better where it is nearly as likely', async () => {
    const chosen = await choose(-4.5); // -1.5 + 2 * 0.5 against -1 + 2 * 0.1
    expect(chosen).toMatchObject({ caption: 'a dog', ids: [4, 2], tokens: 3, logProb: -4.5 });
    expect(chosen.timings.msTotal).toBeGreaterThanOrEqual(0);
  });

  it('keeps the first where the other is too unlikely, or ITC counts nothing', async () => {
    expect((await choose(-6)).caption).toBe('a cat');
    expect((await choose(-4.5, 0)).caption).toBe('a cat');
  });

  it('compares nothing where only one caption was finished', async () => {
    const itc = () => Promise.reject(new Error('not to be asked'));
    expect(await chooseLikely(described, 0, [cat, cat], { ...chooser, itc })).toBe(described);
  });
});
