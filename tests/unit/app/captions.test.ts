import { describe, expect, it } from 'vitest';
import { better, isCompared, keep } from '../../../src/app/captions/comparison.ts';
import { replaced } from '../../../src/app/captions/replacement.ts';

const bare = { id: '1', name: 'a.jpg', folder: '', type: 'image/jpeg', bytes: 1, batch: 1, order: 1 };
const match = (text: string, score: number) => ({ text, itm: 0.5, itc: 0.5, score });
const row = {
  ...bare,
  caption: { text: 'A cat.', source: 'model', match: match('A cat.', 1) },
  given: { text: 'IMG_1', source: 'file', match: match('IMG_1', 0) },
} as const;

describe('comparing captions', () => {
  it('names the better one, and nothing once a text has changed', () => {
    expect(isCompared(row)).toBe(true);
    expect(isCompared(bare)).toBe(false);
    expect(better(row)).toBe('caption');
    expect(better({ ...row, given: { ...row.given, match: match('IMG_1', 2) } })).toBe('given');
    expect(better({ ...row, caption: { ...row.caption, text: 'A dog.' } })).toBeUndefined();
  });

  it('keeps one and lets the other go', () => {
    expect(keep(row, 'given')).toEqual({ ...bare, caption: row.given });
    expect(keep(row, 'caption')).toEqual({ ...bare, caption: row.caption });
  });
});

describe('search and replace', () => {
  it('changes what is found, whatever its case, and nothing else', () => {
    const others = [row, { ...bare, id: '2', caption: { text: 'A dog.', source: 'model' as const } }];
    const changed = replaced(others, 'a CAT', 'a $& kitten');
    expect(changed.map(({ id, caption }) => [id, caption?.text])).toEqual([['1', 'a $& kitten.']]);
    expect(replaced(others, '.', '!').map(({ caption }) => caption?.text)).toEqual(['A cat!', 'A dog!']);
    expect(replaced(others, '', 'x')).toEqual([]);
  });
});
