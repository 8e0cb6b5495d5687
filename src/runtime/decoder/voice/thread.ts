/** A further thread of a decoder: the same layers on the same memory, its share of each. Ends by being terminated. */
import { crewOf, doJobs } from '../../kernels/job.ts';
import { instantiate } from '../../kernels/load.ts';
import { Forward } from './forward.ts';
import { readPass, type ThreadSetup } from './threads.ts';
import { Workbench } from './workbench.ts';

self.addEventListener('message', ({ data }: MessageEvent<ThreadSetup>) => {
  const { memory, module, weights, shape, scratch, words, index, threads } = data;
  const control = new Int32Array(memory.buffer, words);
  const crew = crewOf(control, index, threads);
  const kernels = instantiate(module, memory);
  const bench = new Workbench(memory, kernels, shape, scratch, crew);
  const forward = new Forward(bench, weights);
  doJobs(control, () => forward.run(readPass(control)));
});
