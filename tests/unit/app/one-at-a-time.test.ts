import { expect, it } from 'vitest';
import { oneAtATime } from '../../../src/app/state/one-at-a-time.ts';

const moment = () => new Promise((resolve) => setTimeout(resolve));

it('takes what comes while the job ends', async () => {
  const waiting = ['first'];
  const taken: string[] = [];
  let runs = 0;
  const work = oneAtATime(async () => {
    runs++;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) taken.push(next);
    await moment(); // It has looked for the last time, and is not over yet.
  });
  const over = work();
  waiting.push('second');
  await work();
  await over;
  expect(taken).toEqual(['first', 'second']);
  expect(runs).toBe(2);
});

it('never runs twice at once', async () => {
  let inside = 0;
  const most: number[] = [];
  const work = oneAtATime(async () => {
    most.push(++inside);
    await moment();
    inside--;
  });
  await Promise.all([work(), work(), work()]);
  expect(most).toEqual([1, 1]);
});

it('runs again after a failure', async () => {
  let runs = 0;
  const work = oneAtATime(async () => {
    if (++runs === 1) throw new Error('once');
  });
  await expect(work()).rejects.toThrow('once');
  await work();
  expect(runs).toBe(2);
});
