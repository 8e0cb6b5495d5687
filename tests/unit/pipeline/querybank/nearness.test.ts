/** How near things are to a bank, beside the plain formula. */
import { describe, expect, it } from 'vitest';
import { bankedText, nearnessOfImage, softMaximum } from '../../../../src/pipeline/querybank/nearness.ts';

const spec = { temperature: 0.02, nearest: 2 };

function plain(cosines: readonly number[]): number {
  return 0.02 * Math.log(cosines.reduce((sum, cosine) => sum + Math.exp(cosine / 0.02), 0));
}

describe('nearness to a bank', () => {
  it('is a soft maximum', () => {
    expect(softMaximum(Float32Array.of(0.9, 0.1, -0.3), 0.02)).toBeCloseTo(0.9, 6);
    expect(softMaximum(Float32Array.of(0.5, 0.5, 0.48), 0.02)).toBeCloseTo(plain([0.5, 0.5, 0.48]), 6);
  });

  it('of a picture counts the texts that are like the one asked about, and no nearer ones', () => {
    const asked = bankedText(Float32Array.of(0.1, 0.8, 0.7, 0.2), Float32Array.of(0.3, 0.31), spec);
    expect([...asked.like].sort()).toEqual([1, 2]);
    expect(asked.nearness).toBeCloseTo(plain([0.3, 0.31]), 6);
    const picture = Float32Array.of(0.99, 0.4, 0.41, 0.99);
    expect(nearnessOfImage(picture, asked, spec)).toBeCloseTo(plain([0.4, 0.41]), 6);
  });

  it('counts all of a bank that has fewer texts than are wanted', () => {
    const asked = bankedText(Float32Array.of(0.1), Float32Array.of(0.2), spec);
    expect(nearnessOfImage(Float32Array.of(0.6), asked, spec)).toBeCloseTo(0.6, 6);
  });
});
