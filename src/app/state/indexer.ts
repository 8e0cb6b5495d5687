/** Captions and embeddings of the library's photographs, one after the other; what fails keeps its card. */
import { msg, str } from '@lit/localize';
import type { CaptionResult, Vlm } from '../../index.ts';
import { without, type PhotographRow, type StoredCaption } from '../../library/photograph-row.ts';
import { asSentence } from '../figures.ts';
import { alone } from './alone.ts';
import type { Announcer } from './announcer.ts';
import type { EngineState } from './engine-state.ts';
import { mayPass, messageOf, wasAborted } from './error-message.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Photographs } from './photographs.ts';
import { Work } from './work.ts';

/** Tokens of a long caption; the pack's own settings make the short one. */
const long = { minTokens: 14, maxTokens: 32 };

export class Indexer {
  readonly work = new Work();
  readonly #engine: EngineState;
  readonly #photographs: Photographs;
  readonly #announcer: Announcer;
  /** Photographs that the engine's index holds. */
  readonly #embedded = new Set<string>();
  #prepared: Promise<Vlm> | undefined;
  #restored = false;
  readonly #work = oneAtATime(() => this.#indexAll());
  #current: { id: string; abort: AbortController } | undefined;

  constructor(engine: EngineState, photographs: Photographs, announcer: Announcer) {
    this.#engine = engine;
    this.#photographs = photographs;
    this.#announcer = announcer;
    photographs.onRemoved = (ids) => this.#leave(ids);
    photographs.onReturned = (ids) => void this.#return(ids);
  }

  /** How many photographs can be searched. */
  get size(): number {
    return this.#embedded.size;
  }

  has(id: string): boolean {
    return this.#embedded.has(id);
  }

  /** The model, with the stored embeddings in its index. */
  prepared(): Promise<Vlm> {
    this.#prepared ??= this.#prepare();
    return this.#prepared;
  }

  /** Begins, or goes on, if there is anything to do. */
  async wake(): Promise<void> {
    this.#expect();
    if (this.#photographs.items.length > 0) await this.#work();
  }

  async #indexAll(): Promise<void> {
    const vlm = await this.prepared();
    this.#expect();
    await alone('ocelli-index', async () => {
      for (let next = this.#next(); next; next = this.#next()) {
        await this.#index(vlm, next);
        this.work.step();
        this.#expect();
      }
    });
  }

  pause(paused: boolean): void {
    this.work.pause(paused);
    if (!paused) void this.wake();
  }

  /** Asks for captions. */
  async caption(rows: readonly PhotographRow[], wanted: NonNullable<PhotographRow['wanted']>): Promise<void> {
    await this.#photographs.save(rows.map((row) => ({ ...without(row, 'failure'), wanted })));
    void this.wake();
  }

  /** Takes back what was asked for and not begun. */
  async cancel(): Promise<void> {
    const waiting = this.#photographs.items.filter(({ wanted }) => wanted);
    await this.#photographs.save(waiting.map((row) => without(row, 'wanted')));
    this.#current?.abort.abort();
    void this.wake();
  }

  async retry(id: string): Promise<void> {
    await this.#photographs.change(id, (row) => without(row, 'failure'));
    void this.wake();
  }

  #expect(): void {
    this.work.expect(this.#photographs.items.filter((row) => this.#needs(row)).length);
  }

  #needs({ id, wanted, failure }: PhotographRow): boolean {
    return failure === undefined && (wanted !== undefined || (this.#restored && !this.has(id)));
  }

  #next(): PhotographRow | undefined {
    return this.work.paused ? undefined : this.#photographs.items.find((row) => this.#needs(row));
  }

  async #prepare(): Promise<Vlm> {
    const vlm = await this.#engine.ready();
    const library = await this.#photographs.library();
    const stored = await library.embeddings(packOf(vlm));
    await vlm.index.restore(stored, this.#photographs.picture);
    for (const id of stored.ids) this.#embedded.add(id);
    const gone = stored.ids.filter((id) => this.#photographs.find(id) === undefined);
    if (this.#photographs.loaded) this.#leave(gone);
    this.#restored = true;
    return vlm;
  }

  async #index(vlm: Vlm, row: PhotographRow): Promise<void> {
    const { id, name, wanted } = row;
    const abort = new AbortController();
    const { signal } = abort;
    this.#current = { id, abort };
    try {
      const picture = await this.#photographs.picture(id);
      let caption: StoredCaption | undefined;
      if (wanted) {
        this.#photographs.write(id, '');
        const result = await vlm.caption(picture, {
          ...(wanted.length === 'long' ? long : {}),
          candidates: wanted.candidates,
          signal,
          onText: (text) => this.#photographs.write(id, text),
        });
        caption = storedCaption(result, packOf(vlm));
      }
      if (!this.has(id)) await this.#embed(vlm, id, picture, signal);
      const kept = this.#photographs.find(id);
      if (kept === undefined) return this.#leave([id]);
      if (caption) await this.#photographs.save([{ ...without(kept, 'wanted'), caption }]);
      if (caption) this.#announcer.say(`${name}: ${asSentence(caption.text)}`);
    } catch (error) {
      if (wasAborted(error)) return;
      const failure = { message: messageOf(error), mayRetry: mayPass(error) };
      await this.#photographs.change(id, (kept) => ({ ...kept, failure }));
      this.#announcer.say(msg(str`${name} has no caption. ${failure.message}`));
    } finally {
      this.#current = undefined;
      this.#photographs.written();
    }
  }

  async #embed(vlm: Vlm, id: string, picture: Blob, signal: AbortSignal): Promise<void> {
    const embedding = await vlm.embedImage(picture, { signal });
    await vlm.index.add(id, picture, embedding);
    await (await this.#photographs.library()).saveEmbedding(packOf(vlm), id, embedding);
    this.#embedded.add(id);
  }

  #leave(ids: readonly string[]): void {
    const { status } = this.#engine;
    for (const id of ids) {
      if (this.#current?.id === id) this.#current.abort.abort();
      if (!this.#embedded.delete(id) || status.kind !== 'ready') continue;
      status.vlm.index.remove(id).catch((error: unknown) => this.#announcer.say(messageOf(error)));
    }
  }

  /** Photographs that came back are embedded still: only the index forgot them. */
  async #return(ids: readonly string[]): Promise<void> {
    if (ids.length > 0 && this.#prepared) {
      const vlm = await this.#prepared;
      const stored = await (await this.#photographs.library()).embeddings(packOf(vlm));
      const length = stored.embeddings.length / Math.max(1, stored.ids.length);
      for (const id of ids) {
        const row = stored.ids.indexOf(id);
        if (row < 0) continue;
        const embedding = stored.embeddings.slice(row * length, (row + 1) * length);
        await vlm.index.add(id, await this.#photographs.picture(id), embedding);
        this.#embedded.add(id);
      }
    }
    await this.wake();
  }
}

function packOf({ pack }: Vlm): string {
  return `${pack.id}@${pack.version}`;
}

function storedCaption(result: CaptionResult, pack: string): StoredCaption {
  const { caption, tokens, device, timings, candidates, fits } = result;
  return {
    text: asSentence(caption),
    source: 'model',
    pack,
    making: { tokens, device, timings: { ...timings } },
    ...(candidates ? { candidates } : {}),
    ...(fits === false ? { unsure: true } : {}),
  };
}
