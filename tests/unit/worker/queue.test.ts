import { expect, it } from 'vitest';
import { SerialQueue } from '../../../src/worker/queue.ts';

it('runs one task at a time, in order, past failures', async () => {
  const queue = new SerialQueue();
  const log: string[] = [];
  const task =
    (name: string, fails = false) =>
    async () => {
      log.push(`${name} starts`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
      return name;
    };
  const [first, second] = await Promise.allSettled([queue.add(task('a', true)), queue.add(task('b'))]);
  expect(first.status).toBe('rejected');
  expect(second).toEqual({ status: 'fulfilled', value: 'b' });
  expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  await new Promise((resolve) => setTimeout(resolve));
  expect(queue.idle).toBe(true);
});
