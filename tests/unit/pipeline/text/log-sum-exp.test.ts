import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logSumExp } from '../../../../src/pipeline/text/log-sum-exp.ts';
import { logSoftmax } from './log-softmax.ts';

const plain = (logits: Float32Array): number => (logits[0] as number) - (logSoftmax(logits)[0] as number);

describe('logSumExp', () => {
  it('is the plain one, whatever the logits are', () => {
    const logits = fc
      .tuple(
        fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.constantFrom(0.1, 5, 40, 1000),
      )
      .map(([values, width]) => Float32Array.from(values, (value) => value * width));
    fc.assert(
      fc.property(logits, (values) => {
        expect(Math.abs(logSumExp(values) - plain(values))).toBeLessThan(
          1e-9 * Math.max(1, Math.abs(plain(values))),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is right between whole halvings, where the series is longest', () => {
    for (let apart = 0; apart < 8; apart += 0.01) {
      const values = Float32Array.of(0, -apart);
      expect(Math.abs(logSumExp(values) - plain(values))).toBeLessThan(5e-11);
    }
  });

  it('takes logits of a vocabulary, some of them forbidden', () => {
    const values = Float32Array.from({ length: 50_000 }, (_, i) =>
      i % 7 === 0 ? -Infinity : Math.sin(i) * 9,
    );
    expect(logSumExp(values)).toBeCloseTo(plain(values.filter((one) => one > -Infinity)), 9);
  });
});
