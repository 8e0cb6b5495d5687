import fc from 'fast-check';
import { expect, it } from 'vitest';
import { largest } from '../../../src/runtime/largest.ts';

it('selects what a sort selects, the earlier of equal ones first', () => {
  const scores = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 0, max: 70 }), (values, count) => {
      const sorted = values.map((_, i) => i).sort((a, b) => values[b]! - values[a]! || a - b);
      expect(largest(Float32Array.from(values), count)).toEqual(sorted.slice(0, count));
    }),
  );
});
