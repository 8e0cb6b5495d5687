/** The search over the library: the question is in the address, its ranking here. */
import { msg, str } from '@lit/localize';
import type { SearchHit, SearchQuery } from '../../index.ts';
import { shownPicture } from '../../library/heic.ts';
import { parseWords } from '../search/query-words.ts';
import { rankedHits, type RankedHit } from '../search/ranked-hits.ts';
import type { Announcer } from './announcer.ts';
import { messageOf, wasAborted } from './error-message.ts';
import type { Indexer } from './indexer.ts';
import { Observable } from './observable.ts';
import type { Photographs } from './photographs.ts';
import type { Route } from './route.ts';

/** Most photographs ranked at once. */
export const mostHits = 500;

/** What was asked, with words for it. */
export interface Question {
  query: SearchQuery;
  /** For example: “a cat”, or: photographs like cat.png */
  title: string;
}

export type SearchStatus =
  | { kind: 'none' }
  | { kind: 'searching'; question: Question }
  /** `refined`: whether ITM has put the best in order. `ms` until the first answer. */
  | { kind: 'found'; question: Question; hits: ReadonlyMap<string, RankedHit>; ms: number; refined: boolean }
  | { kind: 'failed'; question: Question; message: string };

interface Parts {
  route: Route;
  photographs: Photographs;
  indexer: Indexer;
  announcer: Announcer;
}

export class SearchState extends Observable {
  status: SearchStatus = { kind: 'none' };
  readonly #parts: Parts;
  #abort: AbortController | undefined;
  #asked = '';

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    parts.route.subscribe(() => this.#followRoute());
    parts.photographs.subscribe(() => this.#followPhotographs());
    parts.indexer.work.subscribe(() => this.#followPhotographs());
  }

  /** How many of the hits are good matches; undefined where the pack has no threshold for this kind of question. */
  get fitting(): number | undefined {
    if (this.status.kind !== 'found') return undefined;
    const hits = [...this.status.hits.values()];
    const good = hits.filter(({ fits, named }) => fits || named).length;
    return good > 0 || hits.some(({ fits }) => fits !== undefined) ? good : undefined;
  }

  /** Ranks the photographs by a picture that the address can't name. */
  async askImage(file: Blob, name: string): Promise<void> {
    const image = await shownPicture(file, name);
    await this.#ask({ query: { image }, title: msg(str`photographs like ${name}`) });
  }

  /** Asks the question of the address again. */
  again(): void {
    this.#asked = '';
    this.#followRoute();
  }

  clear(): void {
    this.#parts.route.amend({ q: undefined, like: undefined });
    this.#end();
    this.#parts.announcer.say(msg('Search cleared.'));
  }

  #end(): void {
    this.#abort?.abort();
    this.#become({ kind: 'none' });
  }

  /** An earlier question still running is dropped. */
  async #ask(question: Question): Promise<void> {
    this.#abort?.abort();
    const abort = new AbortController();
    const { signal } = abort;
    this.#abort = abort;
    this.#become({ kind: 'searching', question });
    const { announcer, indexer, photographs } = this.#parts;
    try {
      const vlm = await indexer.prepared();
      const started = performance.now();
      const limit = Math.min(mostHits, Math.max(1, indexer.size));
      const show = (hits: SearchHit[], ms: number, refined: boolean) => {
        if (signal.aborted) return;
        const ranked = rankedHits(hits, photographs.items, question.query);
        this.#become({ kind: 'found', question, hits: ranked, ms, refined });
      };
      const { text, minus, image, id } = question.query;
      const refines = text !== undefined && !minus && !image && !id;
      let hits = await vlm.search(question.query, { limit, rerank: false, signal });
      const ms = performance.now() - started;
      show(hits, ms, !refines);
      if (refines && hits.length > 0) {
        hits = await vlm.search(question.query, { limit, signal });
        show(hits, ms, true);
      }
      if (signal.aborted) return;
      announcer.say(this.#outcome(this.#best()));
    } catch (error) {
      if (signal.aborted || wasAborted(error)) return;
      const message = messageOf(error);
      this.#become({ kind: 'failed', question, message });
      announcer.say(msg(str`The search failed. ${message}`));
    }
  }

  /** Name of the first of what was found. */
  #best(): string | undefined {
    const [id] = this.status.kind === 'found' ? this.status.hits.keys() : [];
    return id === undefined ? undefined : this.#parts.photographs.find(id)?.name;
  }

  #outcome(best: string | undefined): string {
    if (best === undefined) return msg('Search done. Nothing was found.');
    if (this.fitting === 0) return msg(str`Search done. No good match; the nearest is ${best}.`);
    return msg(str`Search done. The best is ${best}.`);
  }

  #followRoute(): void {
    const { route, photographs } = this.#parts;
    if (!photographs.loaded) return;
    const [typed, like] = [route.get('q').trim(), route.get('like')];
    const asked = JSON.stringify([typed, like]);
    if (asked === this.#asked) return;
    this.#asked = asked;
    const { text, minus } = parseWords(typed);
    const liked = photographs.find(like);
    if (text === '' && liked === undefined) return this.#end();
    const query: SearchQuery = {
      ...(text ? { text } : {}),
      ...(minus ? { minus } : {}),
      ...(liked ? { id: liked.id } : {}),
    };
    const words = typed ? `“${typed}”` : '';
    const likeness = liked ? msg(str`photographs like ${liked.name}`) : '';
    void this.#ask({ query, title: [likeness, words].filter(Boolean).join(' + ') });
  }

  /** Asks again when photographs have been indexed that the ranking doesn't hold; ends with the last photograph. */
  #followPhotographs(): void {
    const { indexer, photographs } = this.#parts;
    this.#followRoute();
    if (this.status.kind !== 'found') return;
    if (photographs.items.length === 0) return this.clear();
    const { hits, question } = this.status;
    const missing =
      hits.size < mostHits && photographs.items.some(({ id }) => indexer.has(id) && !hits.has(id));
    if (missing && !indexer.work.running) void this.#ask(question);
  }

  #become(status: SearchStatus): void {
    this.status = status;
    this.changed();
  }
}
