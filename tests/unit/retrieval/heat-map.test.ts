import { expect, test } from 'vitest';
import { heatMap } from '../../../src/retrieval/heat-map.ts';
import { visibleWords } from '../../../src/retrieval/visible-words.ts';

test('a place whose absence lowers the cosine is hot, one whose absence raises it is cold', () => {
  const image = Float32Array.of(0.6, 0.8);
  const text = Float32Array.of(1, 0);
  const occluded = new Float32Array(2 * 5 * 2).map((_, i) => image[i % 2] ?? 0);
  occluded.set([0, 1], 0); // top left gone: nothing of the text is left
  occluded.set([1, 0], 2 * 9); // bottom right gone: only the text is left
  const { values, rows, columns } = heatMap(image, occluded, text, { rows: 2, columns: 5 });
  expect([rows, columns]).toEqual([2, 5]);
  expect(values[0]).toBeCloseTo(0.6 / 4, 6); // its neighbourhood holds four places
  expect(values[1]).toBeCloseTo(0.6 / 6, 6);
  expect(values[2]).toBeCloseTo(0, 6);
  expect(values[9]).toBeCloseTo(-0.4 / 4, 6);
});

test('words that can be seen, each once, in any script', () => {
  expect(visibleWords('A cat on the table, and a Cat')).toEqual(['cat', 'table']);
  expect(visibleWords("the dog's t-shirt")).toEqual(["dog's", 't-shirt']);
  expect(visibleWords('고양이 사진')).toEqual(['고양이', '사진']);
  expect(visibleWords('the')).toEqual(['the']);
});
