import { expect, it } from 'vitest';
import { median } from '../../../src/cli/median.ts';

it('is the middle, or between the two middles', () => {
  expect(median([9, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 9])).toBe(3);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow('median');
});
