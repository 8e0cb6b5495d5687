/** A further thread of a decoder: the same layers on the same memory, its share of each. Ends by being terminated. */
import { Barrier } from '../../kernels/barrier.ts';
import { instantiate } from '../../kernels/load.ts';
import { Looker } from '../../kernels/look.ts';
import { Forward } from './forward.ts';
import { BARRIER_AT, JOB, readPass, type ThreadSetup } from './threads.ts';
import { codeBytesOf, Workbench } from './workbench.ts';

self.addEventListener('message', ({ data }: MessageEvent<ThreadSetup>) => {
  const { memory, module, weights, shape, scratch, contextWindow, words, index, threads } = data;
  const control = new Int32Array(memory.buffer, words);
  const crew = new Barrier(control.subarray(BARRIER_AT), index, threads);
  const kernels = instantiate(module, memory);
  const bench = new Workbench(memory, kernels, shape, scratch, crew, contextWindow, codeBytesOf(data));
  const forward = new Forward(bench, weights);
  const looker = new Looker();
  let job = Atomics.load(control, JOB);
  self.postMessage('ready');
  for (;;) {
    if (!looker.changesSoon(control, JOB, job)) Atomics.wait(control, JOB, job);
    job++;
    forward.run(readPass(control));
  }
});
