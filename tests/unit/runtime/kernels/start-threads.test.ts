import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PATIENCE_MS, startThreads } from '../../../../src/runtime/kernels/start-threads.ts';

/** A worker of the browser's as it is seen from outside: what it does with its setup is said by a test. */
class Thread extends EventTarget {
  ended = false;
  setup: unknown;
  readonly #does: (thread: Thread) => void;

  constructor(does: (thread: Thread) => void) {
    super();
    this.#does = does;
  }

  postMessage(setup: unknown): void {
    this.setup = setup;
    this.#does(this);
  }

  terminate(): void {
    this.ended = true;
  }
}

const runs = (thread: Thread): void => void thread.dispatchEvent(new MessageEvent('message'));
const neverRuns = (): void => undefined;
const fails = (thread: Thread): void =>
  void thread.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));

/** Opens threads that do these things, in this order. */
function opening(...does: ((thread: Thread) => void)[]): { open: () => Worker; opened: Thread[] } {
  const opened: Thread[] = [];
  const open = (): Worker => {
    opened.push(new Thread(does[opened.length] ?? neverRuns));
    return opened.at(-1) as unknown as Worker;
  };
  return { open, opened };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('all threads run', async () => {
  const { open, opened } = opening(runs, runs);
  expect(await startThreads(open, { threads: 3 }, 'a test')).toEqual(opened);
  expect(opened.map(({ ended }) => ended)).toEqual([false, false]);
  expect(opened.map(({ setup }) => setup)).toEqual([
    { threads: 3, index: 1 },
    { threads: 3, index: 2 },
  ]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a thread that never runs is replaced once', async () => {
  const { open, opened } = opening(runs, neverRuns, runs);
  const started = startThreads(open, { threads: 3 }, 'a test');
  await vi.advanceTimersByTimeAsync(PATIENCE_MS);
  expect(await started).toEqual([opened[0], opened[2]]);
  expect(opened.map(({ ended }) => ended)).toEqual([false, true, false]);
});

test('where none ever runs it is an error that says so, and none is left behind', async () => {
  const { open, opened } = opening(runs, neverRuns, fails);
  const started = startThreads(open, { threads: 3 }, 'a test');
  const failed = expect(started).rejects.toThrow(
    "A thread of a test didn't start: out of memory. Reload the page.",
  );
  await vi.advanceTimersByTimeAsync(PATIENCE_MS);
  await failed;
  expect(opened.map(({ ended }) => ended)).toEqual([true, true, true]);
});
