import { expect, test } from 'vitest';
import { sameTokens } from '../../../../src/cli/benchmark/decode-rounds.ts';

test('tokens are counted up to the first that differs, over all rounds', () => {
  const ours = [{ ids: [1, 2, 3, 4] }, { ids: [5, 6, 7, 8] }];
  expect(sameTokens([{ ids: [1, 2, 3, 4] }, { ids: [5, 0, 7, 8] }], ours)).toEqual({ sameTokens: 5 / 8 });
});

test('an engine that does not tell its tokens has no share', () => {
  expect(sameTokens([{}], [{ ids: [1] }])).toEqual({});
  expect(sameTokens([{ ids: [1] }])).toEqual({});
});
