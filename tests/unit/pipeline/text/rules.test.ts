import { describe, expect, it } from 'vitest';
import { applyRules, type Rules } from '../../../../src/pipeline/text/rules.ts';

const forbidden = (ids: number[], rules: Omit<Rules, 'endToken'>): number[] => {
  const scores = new Float32Array(6);
  applyRules(scores, ids, { ...rules, endToken: 0 });
  return [...scores.keys()].filter((id) => scores[id] === -Infinity);
};

describe('applyRules', () => {
  it('keeps the end token away until the fewest tokens are there', () => {
    expect(forbidden([3], { minTokens: 2, noRepeatNgram: 0 })).toEqual([0]);
    expect(forbidden([3, 4], { minTokens: 2, noRepeatNgram: 0 })).toEqual([]);
  });

  it('forbids what would say a group of words again', () => {
    expect(forbidden([1, 2, 3, 1, 2], { minTokens: 0, noRepeatNgram: 3 })).toEqual([3]);
    expect(forbidden([1, 2], { minTokens: 0, noRepeatNgram: 1 })).toEqual([1, 2]);
    expect(forbidden([1], { minTokens: 0, noRepeatNgram: 3 })).toEqual([]);
  });

  it('forbids to repeat a word, but for those that may be repeated', () => {
    const rules = { minTokens: 0, noRepeatNgram: 0 };
    expect(forbidden([1, 2, 1], { ...rules, repeatable: new Set([1, 5]) })).toEqual([2]);
    expect(forbidden([1, 2, 1], rules)).toEqual([]);
  });
});
