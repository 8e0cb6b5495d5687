import { expect, it } from 'vitest';
import { probability } from '../../../../src/pipeline/language/grounded-encoder.ts';

it('the match probability is the softmax of the two logits', () => {
  expect(probability({ mismatch: 1, match: 1 })).toBe(0.5);
  expect(probability({ mismatch: 0, match: Math.log(3) })).toBeCloseTo(0.75, 12);
  expect(probability({ mismatch: 2000, match: -2000 })).toBe(0);
});
