// How long a thread looks at a word before it sleeps, beside a thread that changes the word when asked to.
import { Worker } from 'node:worker_threads';
import { afterAll, beforeEach, expect, it } from 'vitest';
import { Looker } from '../../../../src/runtime/kernels/look.ts';

const [WORD, ASKED, AFTER] = [0, 1, 2];
const words = new Int32Array(new SharedArrayBuffer(12));

/** Changes WORD as many microseconds as AFTER says after it was asked to. */
const other = new Worker(
  `const { workerData: words } = require('node:worker_threads');
  for (let asked = 0; ; asked++) {
    Atomics.wait(words, ${ASKED}, asked);
    const until = performance.now() + words[${AFTER}] / 1000;
    while (performance.now() < until);
    Atomics.add(words, ${WORD}, 1);
    Atomics.notify(words, ${WORD});
  }`,
  { eval: true, workerData: words },
);
afterAll(() => other.terminate());

let looker: Looker;
beforeEach(() => {
  looker = new Looker();
});

/** Waits for a change that comes after so many microseconds. */
function waitFor(microseconds: number): void {
  words[AFTER] = microseconds;
  const seen = Atomics.load(words, WORD);
  Atomics.add(words, ASKED, 1);
  Atomics.notify(words, ASKED);
  looker.wait(words, WORD, seen);
  expect(Atomics.load(words, WORD)).toBe(seen + 1);
}

it('returns where a word has changed already', () => {
  const most = looker.looks;
  looker.wait(words, WORD, -1);
  expect(looker.looks).toBe(most);
});

it('looks for a shorter time where it slept for long, down to the fewest looks', () => {
  const most = looker.looks;
  waitFor(30_000);
  expect(looker.looks).toBe(most / 2);
  for (let time = 0; time < 10; time++) waitFor(30_000);
  expect(looker.looks).toBe(500);
});

it('looks for longer where it saw the change, up to the most', () => {
  const most = looker.looks;
  for (let time = 0; time < 10; time++) waitFor(30_000);
  for (let time = 0; time < 200; time++) looker.wait(words, WORD, -1);
  expect(looker.looks).toBe(most);
});

it('looks for longer where it was woken soon after it had given up', () => {
  for (let time = 0; time < 10; time++) waitFor(30_000);
  let grown = false;
  for (let time = 0; time < 2000 && !grown; time++) {
    const before = looker.looks;
    waitFor(0);
    grown = looker.looks === 2 * before;
  }
  expect(grown).toBe(true);
});
