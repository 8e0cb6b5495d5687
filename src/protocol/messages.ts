/** What is posted between the page and the worker. All but `over` carry the id of their call. */
import type { WireError } from './error.ts';
import type { Method, Params, Result, StreamEvent } from './methods.ts';

/** One call, as a union over the methods so that `method` decides the type of `params`. */
export type CallMessage = {
  [M in Method]: { kind: 'call'; id: number; method: M; params: Params<M> };
}[Method];

/**
 * Page to worker. An `abort` is honoured between two tokens or two stages, and the call fails; a `finish`
 * likewise, and the call succeeds with what it has.
 */
export type ToWorker = CallMessage | { kind: 'abort' | 'finish'; id: number };

/** Worker to page: any number of events, then exactly one result or error. */
export type FromWorker =
  | { kind: 'event'; id: number; event: StreamEvent<Method> }
  | { kind: 'result'; id: number; result: Result<Method> }
  | { kind: 'error'; id: number; error: WireError }
  /** The worker can't go on: every call in flight fails with this. */
  | { kind: 'over'; error: WireError };
