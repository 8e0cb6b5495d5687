import { expect, it } from 'vitest';
import { picturesOf } from '../../../src/app/intake/pictures.ts';

it('keeps every file, even one that is not an image, and names the nameless', () => {
  const files = [new File(['x'], 'notes.txt'), new File(['y'], '')];
  expect(picturesOf(files)).toEqual([
    { name: 'notes.txt', blob: files[0] },
    { name: 'picture 2', blob: files[1] },
  ]);
});
