/** How a computation is told to threads that wait for it, in words of the memory they share. */
import { Barrier, BARRIER_WORDS } from './barrier.ts';
import type { Crew } from './crew.ts';
import { Looker } from './look.ts';

/** The word that counts the jobs; up to BARRIER_AT, what is to be done may be told in the others. */
const JOB = 0;
/** Where the threads meet: a cache line of its own. */
const BARRIER_AT = 16;
export const CONTROL_BYTES = (BARRIER_AT + BARRIER_WORDS) * 4;

/** @param control `[CONTROL_BYTES / 4]` in shared memory, 0 at first. */
export function crewOf(control: Int32Array, index: number, threads: number): Crew {
  return new Barrier(control.subarray(BARRIER_AT), index, threads);
}

/** Tells all threads that there is something to do; the caller then does its own share. */
export function announceJob(control: Int32Array): void {
  Atomics.add(control, JOB, 1);
  Atomics.notify(control, JOB);
}

/** Does this thread's share of each job; ends by being terminated. */
export function doJobs(control: Int32Array, share: () => void): never {
  const looker = new Looker();
  let job = Atomics.load(control, JOB);
  self.postMessage('ready');
  for (;;) {
    looker.wait(control, JOB, job);
    job++;
    share();
  }
}
