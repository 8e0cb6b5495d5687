/** The photographs of the page: captioned and indexed one after the other; what fails keeps its card. */
import type { Vlm } from '../../index.ts';
import { asSentence } from '../figures.ts';
import type { Announcer } from './announcer.ts';
import type { EngineState } from './engine-state.ts';
import { mayPass, messageOf, wasAborted } from './error-message.ts';
import { Observable } from './observable.ts';
import type { NamedPicture, Photograph, PhotographState } from './photograph.ts';
import { readSize } from './picture-size.ts';

export class Photographs extends Observable {
  items: readonly Photograph[] = [];
  readonly #engine: EngineState;
  readonly #announcer: Announcer;
  #working = false;
  #current: { id: string; abort: AbortController } | undefined;
  #nextId = 1;

  constructor(engine: EngineState, announcer: Announcer) {
    super();
    this.#engine = engine;
    this.#announcer = announcer;
  }

  /** Puts pictures at the end of the queue. */
  add(pictures: readonly NamedPicture[]): void {
    if (pictures.length === 0) return;
    const added = pictures.map(({ name, blob }): Photograph => {
      const url = URL.createObjectURL(blob);
      return { id: `photograph-${this.#nextId++}`, name, blob, url, state: { kind: 'waiting' } };
    });
    this.items = [...this.items, ...added];
    this.changed();
    const [first] = added;
    this.#announcer.say(
      added.length === 1 && first ? `Captioning ${first.name}.` : `Captioning ${added.length} photographs.`,
    );
    for (const { id, url } of added) void readSize(url).then((size) => size && this.#update(id, { size }));
    void this.#work();
  }

  /** Takes a photograph off the page and out of the index, stopping its caption if that is running. */
  remove(id: string): void {
    const photograph = this.find(id);
    if (photograph === undefined) return;
    if (this.#current?.id === id) this.#current.abort.abort();
    URL.revokeObjectURL(photograph.url);
    this.items = this.items.filter((item) => item.id !== id);
    this.changed();
    this.#announcer.say(`Removed ${photograph.name}.`);
    if (this.#engine.status.kind === 'ready') {
      this.#engine.status.vlm.index
        .remove(id)
        .catch((error: unknown) => this.#announcer.say(messageOf(error)));
    }
  }

  /** Queues a failed photograph again. */
  retry(id: string): void {
    this.#update(id, { state: { kind: 'waiting' } });
    void this.#work();
  }

  find(id: string): Photograph | undefined {
    return this.items.find((item) => item.id === id);
  }

  /** How many are neither captioned nor failed. */
  get pending(): number {
    return this.items.filter(({ state }) => state.kind === 'waiting' || state.kind === 'captioning').length;
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    const vlm = await this.#engine.ready();
    for (let next = this.#nextWaiting(); next; next = this.#nextWaiting()) await this.#caption(vlm, next);
    this.#working = false;
  }

  #nextWaiting(): Photograph | undefined {
    return this.items.find(({ state }) => state.kind === 'waiting');
  }

  async #caption(vlm: Vlm, { id, name, blob }: Photograph): Promise<void> {
    const abort = new AbortController();
    const { signal } = abort;
    this.#current = { id, abort };
    this.#become(id, { kind: 'captioning', text: '' });
    try {
      const onText = (text: string) => this.#become(id, { kind: 'captioning', text });
      const result = await vlm.caption(blob, { signal, onText });
      await vlm.index.add(id, blob);
      if (this.find(id) === undefined) return void (await vlm.index.remove(id));
      this.#become(id, { kind: 'captioned', result });
      this.#announcer.say(`${name}: ${asSentence(result.caption)}`);
    } catch (error) {
      if (wasAborted(error)) return;
      const message = messageOf(error);
      this.#become(id, { kind: 'failed', message, mayRetry: mayPass(error) });
      this.#announcer.say(`${name} has no caption. ${message}`);
    } finally {
      this.#current = undefined;
    }
  }

  #become(id: string, state: PhotographState): void {
    this.#update(id, { state });
  }

  #update(id: string, change: Partial<Pick<Photograph, 'state' | 'size'>>): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...change } : item));
    this.changed();
  }
}
