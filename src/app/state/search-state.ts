/** The search over the photographs on the page: one question at a time, and its ranking. */
import type { SearchHit, SearchQuery } from '../../index.ts';
import type { Announcer } from './announcer.ts';
import type { EngineState } from './engine-state.ts';
import { messageOf, wasAborted } from './error-message.ts';
import { Observable } from './observable.ts';
import type { Photographs } from './photographs.ts';

/** What was asked, with words for it. */
export interface Question {
  query: SearchQuery;
  /** For example: “a cat”, or: photographs like cat.png */
  title: string;
}

export interface RankedHit extends SearchHit {
  /** From 1. */
  rank: number;
}

export type SearchStatus =
  | { kind: 'none' }
  | { kind: 'searching'; question: Question }
  | { kind: 'found'; question: Question; hits: ReadonlyMap<string, RankedHit>; ms: number }
  | { kind: 'failed'; question: Question; message: string };

export class SearchState extends Observable {
  status: SearchStatus = { kind: 'none' };
  readonly #engine: EngineState;
  readonly #photographs: Photographs;
  readonly #announcer: Announcer;
  #abort: AbortController | undefined;

  constructor(engine: EngineState, photographs: Photographs, announcer: Announcer) {
    super();
    this.#engine = engine;
    this.#photographs = photographs;
    this.#announcer = announcer;
    photographs.subscribe(() => this.#followPhotographs());
  }

  /** Ranks the photographs; an earlier question still running is dropped. */
  async ask(question: Question): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    this.#abort = abort;
    this.#become({ kind: 'searching', question });
    try {
      const vlm = await this.#engine.ready();
      const started = performance.now();
      const limit = Math.max(1, this.#photographs.items.length);
      const hits = await vlm.search(question.query, { limit, signal: abort.signal });
      if (abort.signal.aborted) return;
      const ranked = new Map(hits.map((hit, index) => [hit.id, { ...hit, rank: index + 1 }]));
      this.#become({ kind: 'found', question, hits: ranked, ms: performance.now() - started });
      const best = hits[0] && this.#photographs.find(hits[0].id);
      this.#announcer.say(
        best ? `Search done. The best is ${best.name}.` : 'Search done. Nothing was found.',
      );
    } catch (error) {
      if (abort.signal.aborted || wasAborted(error)) return;
      const message = messageOf(error);
      this.#become({ kind: 'failed', question, message });
      this.#announcer.say(`The search failed. ${message}`);
    }
  }

  clear(): void {
    this.#abort?.abort();
    this.#become({ kind: 'none' });
    this.#announcer.say('Search cleared.');
  }

  /** Asks again when photographs have been captioned that the ranking doesn't hold; ends with the last photograph. */
  #followPhotographs(): void {
    if (this.status.kind !== 'found') return;
    const { items, pending } = this.#photographs;
    const { hits, question } = this.status;
    if (items.length === 0) return this.clear();
    const asked = 'id' in question.query ? question.query.id : undefined;
    const missing = items.some(
      ({ id, state }) => state.kind === 'captioned' && id !== asked && !hits.has(id),
    );
    if (missing && pending === 0) void this.ask(question);
  }

  #become(status: SearchStatus): void {
    this.status = status;
    this.changed();
  }
}
