import { expect, it } from 'vitest';
import { runBatch } from '../../../src/cli/batch.ts';
import { InputError } from '../../../src/cli/browser/engine-session.ts';

it('goes on after a bad input and counts it', async () => {
  const done: string[] = [];
  const failed = await runBatch(
    ['a.jpg', 'notes.txt', 'b.jpg'],
    (name) => name,
    async (name) => {
      if (name === 'notes.txt') throw new InputError('This is not an image.');
      done.push(name);
    },
  );
  expect(failed).toBe(1);
  expect(done).toEqual(['a.jpg', 'b.jpg']);
});

it('ends at any other error', async () => {
  const broken = runBatch(['a.jpg'], String, () => Promise.reject(new TypeError('a defect')));
  await expect(broken).rejects.toThrow('a defect');
});
