/** A further thread of a vision network: the same steps on the same memory, its share of each. */
import { crewOf, doJobs } from '../kernels/job.ts';
import { instantiate, type KernelModule } from '../kernels/load.ts';
import { forward } from './forward.ts';
import type { Step } from './step.ts';

/** What a thread is started with. */
export interface ThreadSetup {
  memory: WebAssembly.Memory;
  module: KernelModule;
  steps: readonly Step[];
  /** Addresses of tensors and weights. */
  at: ReadonlyMap<string, number>;
  /** Address of the control words. */
  words: number;
  index: number;
  threads: number;
}

self.addEventListener('message', ({ data }: MessageEvent<ThreadSetup>) => {
  const { memory, module, steps, at, words, index, threads } = data;
  const control = new Int32Array(memory.buffer, words);
  const kernels = instantiate(module, memory);
  const crew = crewOf(control, index, threads);
  doJobs(control, () => forward(kernels, steps, at, crew));
});
