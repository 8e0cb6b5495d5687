import { expect, it } from 'vitest';
import { picturesOf, picturesOfFolder } from '../../../src/app/intake/pictures.ts';

it('keeps every file, even one that is not an image, and names the nameless', () => {
  const files = [new File(['x'], 'notes.txt'), new File(['y'], '')];
  expect(picturesOf(files)).toEqual([
    { name: 'notes.txt', blob: files[0], folder: '' },
    { name: 'picture 2', blob: files[1], folder: '' },
  ]);
});

it('of a folder takes the pictures and the captions beside them, with the folders between', () => {
  const names = ['a.jpg', 'b.HEIC', 'all.csv', 'film.mp4', '.DS_Store'];
  const files = names.map((name) => {
    const file = new File(['x'], name);
    return Object.defineProperty(file, 'webkitRelativePath', { value: `holiday/beach/${name}` });
  });
  expect(picturesOfFolder(files).map(({ folder, name }) => `${folder}${name}`)).toEqual([
    'beach/a.jpg',
    'beach/b.HEIC',
    'beach/all.csv',
  ]);
});
