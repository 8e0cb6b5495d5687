import { expect, test } from 'vitest';
import { heatColours } from '../../../src/app/explain/heat-colours.ts';

const opacities = (values: number[]) => {
  const map = { rows: 1, columns: values.length, values: Float32Array.from(values) };
  return [...heatColours(map)].filter((_, i) => i % 4 === 3);
};

test('strength is relative to the hottest place; the cool ones are clear', () => {
  expect(opacities([0.5, 0.3, 0.05, -1])).toEqual([200, 100, 0, 0]);
});

test('where nothing speaks for the words, nothing is shown', () => {
  expect(opacities([-0.1, 0, -0.3])).toEqual([0, 0, 0]);
});
