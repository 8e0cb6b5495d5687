import { describe, expect, it } from 'vitest';
import { preprocess } from '../../../../src/pipeline/preprocessing/pixel-values.ts';

const picture = { width: 2, height: 1, data: Uint8Array.from([255, 0, 51, 0, 255, 102]) };

describe('preprocess', () => {
  it('normalises each channel into a plane of its own', () => {
    const spec = { width: 2, height: 1, fit: 'squash', mean: [0.5, 0, 0.2], std: [0.5, 1, 2] } as const;
    const { data, dims } = preprocess(picture, spec);
    expect(dims).toEqual([1, 3, 1, 2]);
    const expected = [1, -1, 0, 1, 0, 0.1];
    expected.forEach((value, i) => expect(data[i]).toBeCloseTo(value, 6));
  });

  it('crops the centre of a wide picture', () => {
    const data = Uint8Array.from([10, 20, 30, 40].flatMap((level) => [level, level, level]));
    const spec = {
      width: 1,
      height: 1,
      fit: 'crop',
      mean: [0, 0, 0],
      std: [1 / 255, 1 / 255, 1 / 255],
    } as const;
    const { data: values } = preprocess({ width: 4, height: 1, data }, spec);
    expect(values[0]).toBeCloseTo(20, 3);
  });
});
