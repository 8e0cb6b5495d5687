/**
 * A key-value cache in pages of 64 positions, so that it grows with what was read, and a copy takes what is used.
 * In a page: for each layer, for each head, keys `[64, headDim]`, then values `[64, headDim]`; f32.
 */
import type { Heap } from '../../kernels/heap.ts';
import type { VoiceShape } from './shape.ts';

/** Positions in a page. */
export const PAGE = 64;

/** Pages that were given back, for whoever needs one next. */
export class PagePool {
  readonly pageBytes: number;
  readonly tableBytes: number;
  readonly heap: Heap;
  readonly #free: number[] = [];
  readonly #tables: number[] = [];

  constructor(heap: Heap, shape: VoiceShape, contextWindow: number) {
    this.heap = heap;
    this.pageBytes = shape.layers * shape.kvHeads * 2 * PAGE * shape.headDim * 4;
    this.tableBytes = Math.ceil(contextWindow / PAGE) * 4;
  }

  take(): number {
    return this.#free.pop() ?? this.heap.allocate(this.pageBytes);
  }

  takeTable(): number {
    return this.#tables.pop() ?? this.heap.allocate(this.tableBytes);
  }

  giveBack(pages: readonly number[], table?: number): void {
    this.#free.push(...pages);
    if (table !== undefined) this.#tables.push(table);
  }
}

export class PagedCache {
  /** Address of the pages' addresses, u32. */
  readonly table: number;
  readonly #pool: PagePool;
  readonly #pages: number[] = [];

  constructor(pool: PagePool) {
    this.#pool = pool;
    this.table = pool.takeTable();
  }

  get bytes(): number {
    return this.#pages.length * this.#pool.pageBytes;
  }

  /** Has pages for the first `length` positions, no more and no fewer. */
  resize(length: number): void {
    const wanted = Math.ceil(length / PAGE);
    while (this.#pages.length < wanted) this.#pages.push(this.#pool.take());
    this.#pool.giveBack(this.#pages.splice(wanted));
    const { memory } = this.#pool.heap;
    new Uint32Array(memory.buffer, this.table, wanted).set(this.#pages);
  }

  /** A cache with the same keys and values in pages of its own. */
  copy(): PagedCache {
    const copy = new PagedCache(this.#pool);
    copy.resize(this.#pages.length * PAGE);
    const bytes = new Uint8Array(this.#pool.heap.memory.buffer);
    this.#pages.forEach((from, i) => {
      bytes.copyWithin(copy.#pages[i] as number, from, from + this.#pool.pageBytes);
    });
    return copy;
  }

  release(): void {
    this.#pool.giveBack(this.#pages.splice(0), this.table);
  }
}
