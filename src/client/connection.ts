/**
 * One worker and its calls in flight: a call becomes a promise, its events a callback, an AbortSignal
 * an `abort` message. Knows nothing of models; when the worker is over, so is the connection.
 */
import { VlmError, fromWire } from '../protocol/error.ts';
import type { CallMessage, FromWorker, ToWorker } from '../protocol/messages.ts';
import type { Method, Params, Result, StreamEvent } from '../protocol/methods.ts';
import { startWorker } from './start-worker.ts';

/** What a call may carry besides its parameters. */
export interface CallOptions<M extends Method> {
  onEvent?: ((event: StreamEvent<M>) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Asks the worker to return what it has by then. */
  finish?: AbortSignal | undefined;
}

interface Pending {
  resolve: (result: never) => void;
  reject: (error: VlmError) => void;
  onEvent: ((event: never) => void) | undefined;
}

export class Connection {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  readonly #onOver: () => void;
  #nextId = 1;
  #over: VlmError | undefined;

  /** @param onOver Called once, when the worker ended for whatever reason. */
  constructor(onOver: () => void = () => {}) {
    this.#onOver = onOver;
    this.#worker = startWorker();
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.end(crashed(event.message || 'its script could not be loaded'));
    });
    this.#worker.addEventListener('messageerror', () => this.end(crashed('a message could not be read')));
  }

  /** Sends one call. Rejects with the worker's VlmError, or `aborted` as soon as `signal` fires. */
  call<M extends Method>(
    method: M,
    params: Params<M>,
    { onEvent, signal, finish }: CallOptions<M> = {},
  ): Promise<Result<M>> {
    if (this.#over) return Promise.reject(this.#over);
    if (signal?.aborted) return Promise.reject(aborted(signal));
    const id = this.#nextId++;
    return new Promise<Result<M>>((resolve, reject) => {
      const end = () => this.#post({ kind: 'finish', id });
      const abort = () => {
        this.#pending.delete(id);
        finish?.removeEventListener('abort', end);
        this.#post({ kind: 'abort', id });
        reject(aborted(signal));
      };
      const settle = () => {
        signal?.removeEventListener('abort', abort);
        finish?.removeEventListener('abort', end);
      };
      this.#pending.set(id, {
        resolve: (result) => (settle(), resolve(result)),
        reject: (error) => (settle(), reject(error)),
        onEvent,
      });
      signal?.addEventListener('abort', abort, { once: true });
      finish?.addEventListener('abort', end, { once: true });
      try {
        this.#post({ kind: 'call', id, method, params } as CallMessage);
        if (finish?.aborted) end();
      } catch (cause) {
        this.#pending.delete(id);
        settle();
        reject(
          new VlmError(
            'internal',
            `The input of ${method} can't be sent to the engine: pass plain values.`,
            cause,
          ),
        );
      }
    });
  }

  /** Ends the worker now; the calls in flight reject with `error`. Does nothing the second time. */
  end(error: VlmError): void {
    if (this.#over) return;
    this.#over = error;
    this.#worker.terminate();
    for (const call of this.#pending.values()) call.reject(error);
    this.#pending.clear();
    this.#onOver();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'over') {
      this.end(fromWire(message.error));
      return;
    }
    const call = this.#pending.get(message.id);
    if (message.kind === 'event') {
      call?.onEvent?.(message.event as never);
      return;
    }
    this.#pending.delete(message.id);
    if (message.kind === 'result') {
      call?.resolve(message.result as never);
      return;
    }
    call?.reject(fromWire(message.error));
    if (message.error.fatal) this.end(crashed(message.error.message));
  }
}

function crashed(why: string): VlmError {
  return new VlmError(
    'worker-crashed',
    `The engine stopped (${why}). The next call starts it again; try again.`,
  );
}

function aborted(signal: AbortSignal | undefined): VlmError {
  return new VlmError('aborted', 'The call was aborted as its signal asked.', signal?.reason);
}
