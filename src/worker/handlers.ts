/** What answers the calls: a function a method. */
import type { Method, Params, Result, StreamEvent } from '../protocol/methods.ts';

export type Handlers = {
  [M in Method]: (
    params: Params<M>,
    emit: (event: StreamEvent<M>) => void,
    signal: AbortSignal,
    finish: AbortSignal,
  ) => Promise<Result<M>>;
};
