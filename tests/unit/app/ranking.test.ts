import { expect, it } from 'vitest';
import { inRankOrder } from '../../../src/app/gallery/ranking.ts';

const items = ['a', 'b', 'c', 'd'].map((id) => ({ id }));
const ids = (ranks: [string, number][]) =>
  inRankOrder(items, new Map(ranks.map(([id, rank]) => [id, { rank }]))).map(({ id }) => id);

it('puts ranked photographs first and keeps the order of the others', () => {
  expect(
    ids([
      ['d', 1],
      ['b', 2],
    ]),
  ).toEqual(['d', 'b', 'a', 'c']);
});

it('changes nothing without a search', () => {
  expect(ids([])).toEqual(['a', 'b', 'c', 'd']);
});
