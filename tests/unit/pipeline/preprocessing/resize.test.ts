/** Pillow is the oracle: the same bytes for pictures of random noise, larger, smaller, thin and unchanged. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resize } from '../../../../src/pipeline/preprocessing/resize.ts';
import cases from './pillow.json' with { type: 'json' };

const bytes = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

describe('resize', () => {
  for (const { width, height, toWidth, toHeight, data, resized } of cases) {
    it(`makes ${toWidth} x ${toHeight} of ${width} x ${height} as Pillow does`, () => {
      const out = resize({ width, height, data: bytes(data) }, toWidth, toHeight);
      expect(out.data).toEqual(bytes(resized));
    });
  }

  it('keeps a plain colour plain at any size', () => {
    const side = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(side, side, side, side, fc.integer({ min: 0, max: 255 }), (w, h, toW, toH, level) => {
        const plain = { width: w, height: h, data: new Uint8Array(w * h * 3).fill(level) };
        expect(new Set(resize(plain, toW, toH).data)).toEqual(new Set([level]));
      }),
    );
  });
});
