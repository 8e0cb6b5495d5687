import { expect, it } from 'vitest';
import { readCaptionRows } from '../../../src/cli/evaluation/caption-rows.ts';

it('reads rows, passes over empty lines and ignores other keys', () => {
  const { rows, complaints } = readCaptionRows(
    '{"name":"a.jpg","captions":["a cat"],"id":7}\n\n{"name":"b.jpg","captions":["x","y"]}\n',
  );
  expect(rows).toEqual([
    { name: 'a.jpg', captions: ['a cat'] },
    { name: 'b.jpg', captions: ['x', 'y'] },
  ]);
  expect(complaints).toEqual([]);
});

it.each([
  ['{"name":', 'JSON'],
  ['7', 'object'],
  ['{"captions":["a cat"]}', 'name'],
  ['{"name":"a.jpg"}', 'captions'],
  ['{"name":"a.jpg","captions":[" ", 3]}', 'no caption'],
])('says what is wrong with the row %s and reads the next', (line, named) => {
  const { rows, complaints } = readCaptionRows(`${line}\n{"name":"b.jpg","captions":["a dog"]}`);
  expect(rows).toHaveLength(1);
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toContain('line 1');
  expect(complaints[0]).toContain(named);
});

it('takes a photograph once', () => {
  const line = '{"name":"a.jpg","captions":["a cat"]}';
  expect(readCaptionRows(`${line}\n${line}`).complaints).toEqual(['line 2: a.jpg is there already.']);
});
