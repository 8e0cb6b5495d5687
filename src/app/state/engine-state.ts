/** The model on its way into the page: loading, ready, or failed with a way to try again. */
import { msg, str } from '@lit/localize';
import { createVlm, type CreateOptions, type LoadProgress, type Vlm } from '../../index.ts';
import type { Announcer } from './announcer.ts';
import { messageOf } from './error-message.ts';
import { furthest } from './load-progress.ts';
import { Observable } from './observable.ts';

export type EngineStatus =
  | { kind: 'idle' }
  | { kind: 'loading'; progress?: LoadProgress }
  | { kind: 'ready'; vlm: Vlm }
  | { kind: 'failed'; message: string };

export class EngineState extends Observable {
  status: EngineStatus = { kind: 'idle' };
  readonly #announcer: Announcer;
  readonly #options: CreateOptions;
  #waiting: ((vlm: Vlm) => void)[] = [];

  /** @param options Which pack to load, and how; the first one by default. */
  constructor(announcer: Announcer, options: CreateOptions = {}) {
    super();
    this.#announcer = announcer;
    this.#options = options;
  }

  /** Starts loading, or starts again after a failure. Does nothing while loading or ready. */
  async load(): Promise<void> {
    if (this.status.kind === 'loading' || this.status.kind === 'ready') return;
    this.#become({ kind: 'loading' });
    try {
      const vlm = await createVlm({ ...this.#options, onProgress: (progress) => this.#follow(progress) });
      this.#become({ kind: 'ready', vlm });
      this.#announcer.say(msg('The model is ready.'));
      for (const resolve of this.#waiting.splice(0)) resolve(vlm);
      void keep(vlm);
    } catch (error) {
      const message = messageOf(error);
      this.#become({ kind: 'failed', message });
      this.#announcer.say(msg(str`The model could not be loaded. ${message}`));
    }
  }

  /** The model, as soon as it is there; waits through failed loads until one succeeds. */
  ready(): Promise<Vlm> {
    if (this.status.kind === 'ready') return Promise.resolve(this.status.vlm);
    if (this.status.kind === 'idle') void this.load();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #follow(next: LoadProgress): void {
    if (this.status.kind !== 'loading') return;
    this.#become({ kind: 'loading', progress: furthest(this.status.progress, next) });
  }

  #become(status: EngineStatus): void {
    this.status = status;
    this.changed();
  }
}

/** Keeps the engine for visits without network, as soon as there is a service worker to answer them. */
async function keep(vlm: Vlm): Promise<void> {
  await navigator.serviceWorker?.ready;
  // A model that was let go in the meantime has nothing to keep.
  await vlm.keepEngine().catch(() => undefined);
}
