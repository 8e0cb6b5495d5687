/** Whether a set of kernels computes what the plain ones do: asked once, when it is loaded. */
import type { Heap } from './heap.ts';
import type { Kernels } from './kernels.ts';
import type { Trial } from './trial.ts';
import { difference, trials } from './trials.ts';

/** Share of the largest result that sums in another order may differ by. */
export const TOLERANCE = 2e-5;

/**
 * Names of the kernels that differ from the plain ones. Each runs often enough to be seen both as first compiled
 * and as compiled again: an engine was seen to be wrong in one of the two only.
 */
export function selfTest(heap: Heap, kernels: Kernels, plain: Kernels, rounds = 3): string[] {
  const wrong = Object.entries(trials).filter(([, trial]: [string, Trial]) => {
    const run = trial(heap, { rows: 28, columns: 192, count: 6, length: 11, random: generator() });
    const right = run(plain);
    for (let round = 0; round < rounds; round++)
      if (!(difference(run(kernels), right) <= TOLERANCE)) return true;
    return false;
  });
  return wrong.map(([name]) => name);
}

/** Numbers from 0 to 1 that are the same every time (Park & Miller 1988). */
function generator(): () => number {
  let state = 20_261;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
