/** The benchmark's own page: a decoder of this project, or another engine, and calls to it. */
import { askWorker } from './ask-worker.ts';
import type { CompetitorLoad, CompetitorMethods, TimeRequest } from './competitor-methods.ts';
import type { DecoderMethods } from './methods.ts';
import { loadWllama, timeWllama } from './wllama.ts';

declare global {
  interface Window {
    decoder: <M extends keyof DecoderMethods>(
      method: M,
      argument: Parameters<DecoderMethods[M]>[0],
    ) => ReturnType<DecoderMethods[M]>;
    competitor: CompetitorMethods;
  }
}

let ask: ReturnType<typeof askWorker> | undefined;

window.decoder = (method, argument) => {
  ask ??= askWorker(new Worker(new URL('./decoder-worker.ts', import.meta.url), { type: 'module' }));
  return ask(method, argument) as never;
};

let time: CompetitorMethods['time'] | undefined;

window.competitor = {
  async load(request: CompetitorLoad) {
    if (request.engine === 'wllama') {
      const wllama = await loadWllama(request);
      time = (asked) => timeWllama(wllama, asked);
    } else {
      const worker = new Worker(new URL('./transformers-worker.ts', import.meta.url), { type: 'module' });
      const call = askWorker(worker);
      await call('load', request);
      time = (asked) => call('time', asked) as ReturnType<CompetitorMethods['time']>;
    }
  },
  async time(request: TimeRequest) {
    if (!time) throw new Error('No engine is loaded: call load first.');
    return time(request);
  },
};
