/** Pages of keys and values in linear memory: how many caches hold each of them, and those that none holds. */
import type { Heap } from '../../kernels/heap.ts';
import { headPageBytes } from '../../kernels/plain/cache-page.ts';
import type { VoiceShape } from './shape.ts';

/** Positions in a page. With half as many, attention to 1,500 positions was seen to take a sixth longer. */
export const PAGE = 64;

/** Bytes of a page that one head of a layer has. */
export function headBytes(headDim: number): number {
  return headPageBytes(PAGE, headDim);
}

export class PagePool {
  readonly pageBytes: number;
  readonly tableBytes: number;
  readonly heap: Heap;
  readonly #headDim: number;
  readonly #holders = new Map<number, number>();
  readonly #free: number[] = [];
  readonly #tables: number[] = [];

  constructor(heap: Heap, { layers, kvHeads, headDim }: VoiceShape, contextWindow: number) {
    this.heap = heap;
    this.#headDim = headDim;
    this.pageBytes = layers * kvHeads * headBytes(headDim);
    this.tableBytes = Math.ceil(contextWindow / PAGE) * 4;
  }

  /** A page for one cache alone. */
  take(): number {
    const page = this.#free.pop() ?? this.heap.allocate(this.pageBytes);
    this.#holders.set(page, 1);
    return page;
  }

  /** How many caches hold a page. */
  holders(page: number): number {
    return this.#holders.get(page) ?? 0;
  }

  /** One cache more holds these pages. */
  share(pages: readonly number[]): void {
    for (const page of pages) this.#holders.set(page, this.holders(page) + 1);
  }

  /** One cache fewer holds them. */
  giveBack(pages: readonly number[]): void {
    for (const page of pages) {
      const holders = this.holders(page) - 1;
      this.#holders.set(page, holders);
      if (holders === 0) this.#free.push(page);
    }
  }

  /** A page of one's own with the first `count` positions of one that others hold too, which is given back. */
  own(page: number, count: number): number {
    const own = this.take();
    const bytes = new Uint8Array(this.heap.memory.buffer);
    const whole = headBytes(this.#headDim);
    const used = whole - (PAGE - count) * this.#headDim * 2; // The values come last, position after position.
    for (let at = 0; at < this.pageBytes; at += whole)
      bytes.copyWithin(own + at, page + at, page + at + used);
    this.giveBack([page]);
    return own;
  }

  takeTable(): number {
    return this.#tables.pop() ?? this.heap.allocate(this.tableBytes);
  }

  giveBackTable(table: number): void {
    this.#tables.push(table);
  }
}
