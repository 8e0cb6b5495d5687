/** Where the worker starts: messages in, engine, messages out. */
import { Service } from './service.ts';
import type { FromWorker, ToWorker } from '../protocol/messages.ts';

declare const self: DedicatedWorkerGlobalScope;

const service = new Service((message: FromWorker) => self.postMessage(message));
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => service.receive(data));
// A rejection nobody awaited would be lost in a worker: thrown again, it reaches the page as a crash.
self.addEventListener('unhandledrejection', (event) => {
  throw event.reason;
});
