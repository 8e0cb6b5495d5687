import { describe, expect, it } from 'vitest';
import { shownPhotographs } from '../../../src/app/gallery/ranking.ts';
import { grouped } from '../../../src/app/state/sorting.ts';

describe('photographs under labels', () => {
  it('keeps the order of the labels, those of none among them', () => {
    const sorted = [
      { id: '1', label: 'dog', probability: 0.9, itc: 0.4 },
      { id: '3', label: 'cat', probability: 0.6, itc: 0.3 },
    ];
    const groups = grouped(['cat', 'bird', 'dog'], sorted);
    expect([...groups.keys()]).toEqual(['cat', 'bird', 'dog']);
    expect([...groups.values()].map((ids) => [...ids])).toEqual([['3'], [], ['1']]);
  });

  it('shows those of one label, the ranked ones first', () => {
    const items = [{ id: '1' }, { id: '2' }, { id: '3' }];
    const hits = new Map([['3', { rank: 1 }]]);
    expect(shownPhotographs(items, hits, new Set(['1', '3']))).toEqual([{ id: '3' }, { id: '1' }]);
    expect(shownPhotographs(items, new Map(), undefined)).toEqual(items);
  });
});
