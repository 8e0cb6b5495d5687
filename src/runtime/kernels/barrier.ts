/**
 * Threads of one shared memory that meet after each step. A step takes microseconds, so whoever comes early turns
 * in a loop for a while before it goes to sleep.
 */
import type { Crew } from './crew.ts';
import { Looker } from './look.ts';

/** Words (i32) of the memory they meet in: those who look share no cache line with those who come. */
export const BARRIER_WORDS = 18;
const [PHASE, ARRIVED, SLEEPERS] = [0, 16, 17];

export class Barrier implements Crew {
  readonly index: number;
  readonly threads: number;
  readonly #words: Int32Array;
  readonly #looker = new Looker();

  /** @param words `[BARRIER_WORDS]` in shared memory, 0 at first. */
  constructor(words: Int32Array, index: number, threads: number) {
    this.#words = words;
    this.index = index;
    this.threads = threads;
  }

  meet(): void {
    const words = this.#words;
    const phase = Atomics.load(words, PHASE);
    if (Atomics.add(words, ARRIVED, 1) === this.threads - 1) {
      Atomics.store(words, ARRIVED, 0);
      Atomics.add(words, PHASE, 1);
      if (Atomics.load(words, SLEEPERS) > 0) Atomics.notify(words, PHASE);
      return;
    }
    this.#looker.wait(words, PHASE, phase, SLEEPERS);
  }
}
