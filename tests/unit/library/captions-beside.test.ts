import { expect, it } from 'vitest';
import { withCaptions } from '../../../src/library/captions-beside.ts';

async function givenOf(files: Record<string, string>): Promise<Record<string, string | undefined>> {
  const arrived = Object.entries(files).map(([path, text]) => {
    const at = path.lastIndexOf('/') + 1;
    return { folder: path.slice(0, at), name: path.slice(at), blob: new Blob([text]) };
  });
  const found = await withCaptions(arrived);
  return Object.fromEntries(found.map(({ picture, given }) => [picture.folder + picture.name, given]));
}

it('pictures of one name in several folders have each the caption of their folder', async () => {
  const files = { 'a/1.jpg': '', 'a/1.txt': 'one', 'b/1.JPG': '', 'B/1.txt': 'two', 'c/1.png': '' };
  expect(await givenOf(files)).toEqual({ 'a/1.jpg': 'one', 'b/1.JPG': 'two', 'c/1.png': undefined });
});

it('rows name pictures by their path, or by a name that only one has', async () => {
  const rows = 'file,caption\na/1.jpg,one\nb\\1.jpg,two\n/elsewhere/cat.jpg,a cat\n';
  const files = { 'all.csv': rows, 'a/1.jpg': '', 'b/1.jpg': '', 'deep/down/cat.jpg': '' };
  expect(await givenOf(files)).toEqual({ 'a/1.jpg': 'one', 'b/1.jpg': 'two', 'deep/down/cat.jpg': 'a cat' });
});

it('a caption in another folder goes to the only picture of its name', async () => {
  const files = { 'images/cat.jpg': '', 'texts/cat.txt': 'a cat' };
  expect(await givenOf(files)).toEqual({ 'images/cat.jpg': 'a cat' });
});
