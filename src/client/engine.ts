/**
 * The engine as the page sees it: a worker with one pack loaded, started again when it went down. The
 * pack is loaded before the first call after each start.
 */
import { VlmError } from '../protocol/error.ts';
import type { LoadParams, Method, Params, Result } from '../protocol/methods.ts';
import type { DeviceInfo, LoadProgress } from '../protocol/values.ts';
import { Connection, type CallOptions } from './connection.ts';

export class Engine {
  readonly #params: LoadParams;
  #connection: Connection | undefined;
  #loading: Promise<Result<'load'>> | undefined;
  #disposed = false;
  #starts = 0;
  #device: DeviceInfo | undefined;

  constructor(params: LoadParams) {
    this.#params = params;
  }

  /** How many times the worker was started: what was in its memory before is gone. */
  get starts(): number {
    return this.#starts;
  }

  /** Where the pack was last loaded. @throws VlmError before it ever was. */
  get device(): DeviceInfo {
    if (this.#device) return this.#device;
    throw new VlmError('internal', 'No pack was loaded yet: wait for createVlm.');
  }

  /** Starts the worker and loads the pack, unless both are done. */
  load(onProgress?: (progress: LoadProgress) => void, signal?: AbortSignal): Promise<Result<'load'>> {
    this.#loading ??= this.#start(onProgress, signal);
    return this.#loading;
  }

  /** Runs one call on the loaded pack. */
  async call<M extends Method>(
    method: M,
    params: Params<M>,
    options: CallOptions<M> = {},
  ): Promise<Result<M>> {
    if (this.#disposed) throw disposed();
    await this.load();
    if (!this.#connection)
      throw new VlmError('worker-crashed', 'The engine stopped while it loaded; try again.');
    return this.#connection.call(method, params, options);
  }

  /** Lets the worker free what it holds, then ends it. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const connection = this.#connection;
    await connection?.call('dispose', undefined).catch(() => undefined);
    connection?.end(disposed());
  }

  async #start(onProgress?: (progress: LoadProgress) => void, signal?: AbortSignal): Promise<Result<'load'>> {
    const connection = new Connection(() => {
      if (this.#connection !== connection) return;
      this.#connection = undefined;
      this.#loading = undefined;
    });
    this.#connection = connection;
    this.#starts++;
    try {
      const loaded = await connection.call('load', this.#params, { onEvent: onProgress, signal });
      this.#device = loaded.device;
      return loaded;
    } catch (error) {
      connection.end(error instanceof VlmError ? error : new VlmError('internal', String(error), error));
      this.#loading = undefined;
      throw error;
    }
  }
}

function disposed(): VlmError {
  return new VlmError('worker-crashed', 'This model was disposed of; create a new one with createVlm.');
}
