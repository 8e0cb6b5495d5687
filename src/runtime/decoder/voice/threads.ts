/** The threads of a decoder beside its own, and how a pass is told to them: in words of the memory they share. */
import { announceJob } from '../../kernels/job.ts';
import type { KernelModule } from '../../kernels/load.ts';
import { startThreads } from '../../kernels/start-threads.ts';
import type { Pass } from './pass.ts';
import type { Scratch } from './scratch.ts';
import type { VoiceShape } from './shape.ts';
import type { VoiceWeights } from './weights.ts';

/** The words that tell a pass. */
const [COUNT, START, TABLE, LOGITS, APART, EXACT] = [1, 2, 3, 4, 5, 6];

/** What a thread is started with. */
export interface ThreadSetup {
  memory: WebAssembly.Memory;
  module: KernelModule;
  weights: VoiceWeights;
  shape: VoiceShape;
  scratch: Scratch;
  /** Address of the control words. */
  words: number;
  index: number;
  threads: number;
}

export function readPass(control: Int32Array): Pass {
  const read = (word: number): number => control[word] as number;
  return {
    count: read(COUNT),
    start: read(START),
    table: read(TABLE),
    logits: read(LOGITS) === 1,
    apart: read(APART) === 1,
    exact: read(EXACT) === 1,
  };
}

/** Tells a pass to all threads; the caller then does its own share. */
export function announce(control: Int32Array, pass: Pass): void {
  const { count, start, table, logits, apart, exact } = pass;
  control[COUNT] = count;
  control[START] = start;
  control[TABLE] = table;
  control[LOGITS] = logits ? 1 : 0;
  control[APART] = apart ? 1 : 0;
  control[EXACT] = exact ? 1 : 0;
  announceJob(control);
}

/** Starts threads 1 and further. Resolves when all of them wait for a pass. */
export function startVoiceThreads(setup: Omit<ThreadSetup, 'index'>): Promise<Worker[]> {
  return startThreads<ThreadSetup>(openThread, setup, 'the language model');
}

function openThread(): Worker {
  return new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
}
