import { describe, expect, it } from 'vitest';
import { readCaptions, readCsv, stemOf } from '../../../src/library/given-captions.ts';

describe('captions beside pictures', () => {
  it('a text file belongs to the picture of the same stem', () => {
    expect(readCaptions('beach/Cat.txt', ' A cat\n on a chair. \n')).toEqual(
      new Map([['beach/cat', 'A cat on a chair.']]),
    );
    expect(stemOf('a\\b/Some.Photo.JPG')).toBe('a/b/some.photo');
    expect(stemOf('v1.2/photo')).toBe('v1.2/photo');
  });

  it('reads lines of JSON, whatever the fields are called, and leaves broken ones out', () => {
    const text =
      '{"file_name":"a.jpg","text":"one"}\nbroken\n{"name":"b.png","captions":["two","three"]}\n{"x":1}';
    expect([...readCaptions('all.jsonl', text)]).toEqual([
      ['a', 'one'],
      ['b', 'two'],
    ]);
  });

  it('reads CSV with quotes, commas and line ends inside', () => {
    expect(readCsv('file,caption\r\n"a,1.jpg","say ""hi""\nthere"\r\nb.jpg,plain\r\n')).toEqual([
      { file: 'a,1.jpg', caption: 'say "hi"\nthere' },
      { file: 'b.jpg', caption: 'plain' },
    ]);
  });
});
