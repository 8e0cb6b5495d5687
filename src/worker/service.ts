/** The worker's side of the boundary: calls in, a serial queue, results, events and errors out. */
import { VlmError, toWire } from '../protocol/error.ts';
import type { CallMessage, FromWorker, ToWorker } from '../protocol/messages.ts';
import type { Method, StreamEvent } from '../protocol/methods.ts';
import { chatHandlers } from './chat-handlers.ts';
import { tryDecoder } from './decoder-trial.ts';
import { Engine } from './engine.ts';
import { explain } from './explain.ts';
import type { Handlers } from './handlers.ts';
import { packHandlers } from './pack-handlers.ts';
import { SerialQueue } from './queue.ts';

/** Idle time after which sessions not needed yet are made. */
const IDLE_MS = 1500;
/** Idle time after which conversations read ahead: longer than from one call of a series to the next. */
const QUIET_MS = 100;

/** What may end a call: `abort` fails it, `finish` has it return what it has. */
interface Call {
  abort: AbortController;
  finish: AbortController;
}

export class Service {
  readonly #post: (message: FromWorker) => void;
  readonly #queue = new SerialQueue();
  readonly #calls = new Map<number, Call>();
  #engine: Engine | undefined;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  /** Ends what a conversation reads ahead. */
  #ahead = new AbortController();

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  receive(message: ToWorker): void {
    if (message.kind === 'call') void this.#run(message);
    else this.#calls.get(message.id)?.[message.kind].abort();
  }

  async #run({ id, method, params }: CallMessage): Promise<void> {
    clearTimeout(this.#idle);
    clearTimeout(this.#quiet);
    this.#ahead.abort();
    // What was asked for before the end is not wanted any more.
    if (method === 'dispose') for (const call of this.#calls.values()) call.abort.abort();
    const call = { abort: new AbortController(), finish: new AbortController() };
    const { signal } = call.abort;
    this.#calls.set(id, call);
    const handle = this.#handlers[method] as Handlers[Method];
    const emit = (event: StreamEvent<Method>): void => this.#post({ kind: 'event', id, event });
    try {
      const result = await this.#queue.add(async () => {
        if (signal.aborted) throw new VlmError('aborted', 'The call was aborted before it began.');
        return handle(params as never, emit, signal, call.finish.signal);
      });
      this.#post({ kind: 'result', id, result });
    } catch (thrown) {
      this.#post({ kind: 'error', id, error: toWire(thrown) });
    }
    this.#calls.delete(id);
    this.#readAheadWhenQuiet();
    this.#prepareWhenIdle();
  }

  readonly #handlers: Handlers = {
    ...packHandlers,
    load: async (params, onProgress, signal) => {
      const onLost = (error: VlmError): void => this.#post({ kind: 'over', error: toWire(error) });
      this.#engine = await Engine.load(params, { onProgress, onLost, signal });
      return this.#engine.loaded;
    },
    caption: async (params, emit, signal) => {
      const engine = this.#loaded();
      const description = await engine.able('caption').caption(params, (text) => emit({ text }), signal);
      return { ...description, device: engine.loaded.device.device };
    },
    embedImage: async ({ image }, _, signal) => this.#loaded().able('embedImage').embedImage(image, signal),
    embedText: async ({ text }, _, signal) => this.#loaded().able('embedText').embedText(text, signal),
    match: async ({ image, texts }, _, signal) => {
      const model = this.#loaded().able('match');
      const matches = [];
      for (const text of texts) matches.push({ text, ...(await model.match(image, text, signal)) });
      return matches;
    },
    explain: async ({ image, text }, _, signal) =>
      explain(this.#loaded().able('embedImage', 'embedText', 'occlude'), image, text, signal),
    indexAdd: async ({ id, image, embedding }, _, signal) => {
      await this.#loaded().photos.add(id, image, embedding, signal);
      return undefined;
    },
    indexRestore: async ({ ids, embeddings }) => {
      this.#loaded().photos.restore(ids, embeddings);
      return undefined;
    },
    indexImages: async ({ images }) => {
      this.#loaded().photos.show(images);
      return undefined;
    },
    indexRemove: async ({ id }) => {
      await this.#loaded().photos.remove(id);
      return undefined;
    },
    indexClear: async () => {
      this.#loaded().photos.clear();
      return undefined;
    },
    indexSize: async () => this.#loaded().photos.size,
    search: async (params, _, signal) => this.#loaded().photos.search(params, signal),
    classify: async ({ labels }, _, signal) => this.#loaded().photos.classify(labels, signal),
    inspect: async ({ image, texts }, _, signal) =>
      this.#loaded().able('inspect').inspect(image, texts, signal),
    keepEngine: async () => {
      await this.#loaded().keep();
      return undefined;
    },
    memory: async () => this.#loaded().memory,
    ...chatHandlers(() => this.#loaded().chats),
    tryDecoder: async (params, _, signal) => tryDecoder(params, signal),
    dispose: async () => {
      this.#engine?.chats.dispose();
      await this.#engine?.model.dispose();
      this.#engine = undefined;
      return undefined;
    },
  };

  #loaded(): Engine {
    if (this.#engine) return this.#engine;
    throw new VlmError('internal', 'No pack is loaded in this worker. Call createVlm first.');
  }

  /** While the next question's words are still to come, what stands before them is read. */
  #readAheadWhenQuiet(): void {
    clearTimeout(this.#quiet);
    if (!this.#engine) return;
    this.#quiet = setTimeout(() => {
      if (!this.#queue.idle || !this.#engine) return;
      const { chats } = this.#engine;
      this.#ahead = new AbortController();
      const { signal } = this.#ahead;
      // What fails here fails again for who asks, and is told there.
      this.#queue.add(() => chats.readAhead(signal)).catch(() => undefined);
    }, QUIET_MS);
  }

  #prepareWhenIdle(): void {
    clearTimeout(this.#idle);
    if (!this.#engine) return;
    this.#idle = setTimeout(() => {
      if (!this.#queue.idle || !this.#engine) return;
      const engine = this.#engine;
      this.#queue
        .add(() => engine.prepareNext())
        .then(
          (more) => more && this.#prepareWhenIdle(),
          (thrown: unknown) => this.#post({ kind: 'over', error: toWire(thrown) }),
        );
    }, IDLE_MS);
  }
}
