import { expect, it } from 'vitest';
import { overWhite } from '../../../../src/pipeline/image/rgb-image.ts';

it('lays transparent pixels over white', () => {
  const rgba = Uint8ClampedArray.from([10, 20, 30, 255, 0, 0, 0, 0, 0, 0, 0, 51]);
  expect([...overWhite(rgba, 3, 1).data]).toEqual([10, 20, 30, 255, 255, 255, 204, 204, 204]);
});
