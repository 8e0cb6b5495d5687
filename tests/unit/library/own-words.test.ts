import { describe, expect, it } from 'vitest';
import { finderOf, ownWords } from '../../../src/library/own-words.ts';
import type { PhotographRow } from '../../../src/library/photograph-row.ts';

const row: PhotographRow = {
  id: '1',
  name: 'a.jpg',
  folder: '',
  type: 'image/jpeg',
  bytes: 1,
  batch: 1,
  order: 1,
};

describe('own words', () => {
  it('are captions of a person and of a file beside the picture, not the model’s', () => {
    expect(ownWords({ ...row, caption: { text: 'a dog', source: 'model' } })).toBe('');
    expect(ownWords({ ...row, caption: { text: 'Momo', source: 'hand' } })).toBe('Momo');
    const given = { text: 'our garden', source: 'file' } as const;
    expect(ownWords({ ...row, caption: { text: 'Momo', source: 'hand' }, given })).toBe('Momo our garden');
    expect(ownWords(row)).toBe('');
  });
});

describe('words of a search', () => {
  it.each([
    ['Momo in the garden', 'momo', true],
    ['Momo in the garden', 'garden Momo', true],
    ['Momo in the garden', 'Momo on a beach', false],
    ['José’s birthday', 'jose', true],
    ['three dogs on two beaches', 'a dog on the beach', true],
    ['the cathedral of Ulm', 'cat', false],
    ['the cathedral of Ulm', 'the', false],
    ['a birthday card', 'car', false],
    ['Minji’s sister', 'minji', true],
    ['おばあちゃんの誕生日', '誕生日', true],
    ['할머니의 생신', '할머니', true],
    ['할머니의 생신', '할아버지', false],
    ['Room 21', '21', true],
    ['Room 210', '21', false],
    ['', 'a dog', false],
    ['a dog', '', false],
  ])('of “%s” “%s” is held: %s', (text, searched, held) => {
    expect(finderOf(searched)(text)).toBe(held);
  });
});
