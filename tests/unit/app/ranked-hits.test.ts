import { expect, it } from 'vitest';
import { rankedHits } from '../../../src/app/search/ranked-hits.ts';
import type { PhotographRow } from '../../../src/library/photograph-row.ts';

const photograph = (id: string, caption?: PhotographRow['caption']): PhotographRow => ({
  id,
  name: `${id}.jpg`,
  folder: '',
  type: 'image/jpeg',
  bytes: 1,
  batch: 1,
  order: 1,
  ...(caption && { caption }),
});
const momo = { text: 'Momo on the sofa', source: 'hand' } as const;
const hits = ['first', 'second', 'third'].map((id, i) => ({
  id,
  itc: 0.5 - i / 10,
  score: 0.5 - i / 10,
  fits: i === 0,
}));
const photographs = [
  photograph('first'),
  photograph('second', { text: 'Momo on the sofa', source: 'model' }),
  photograph('third', momo),
  photograph('unranked', momo),
];

it('where a picture is asked for too, the order is the model’s', () => {
  expect([...rankedHits(hits, photographs, { id: 'first', text: 'Momo' }).keys()]).toEqual([
    'first',
    'second',
    'third',
  ]);
});

it('what a person’s words name comes first, ranked by the model or not', () => {
  const ranked = [...rankedHits(hits, photographs, { text: 'Momo' }).values()];
  expect(ranked.map(({ id, rank, named }) => [id, rank, named])).toEqual([
    ['third', 1, true],
    ['unranked', 2, true],
    ['first', 3, undefined],
    ['second', 4, undefined],
  ]);
  expect(ranked[0]).toMatchObject({ itc: 0.3, fits: false });
  expect(ranked[1]?.itc).toBeUndefined();
});

it('not what should not be there', () => {
  const ranked = rankedHits(hits, photographs, { text: 'Momo', minus: 'beach sofa' });
  expect([...ranked.keys()]).toEqual(['first', 'second', 'third']);
});
