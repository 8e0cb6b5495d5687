/**
 * A key-value cache in pages, so that it grows with what was read. A copy holds the same pages: only the last one, if it
 * isn't full, is copied when either goes on (copy on write, as in PagedAttention, https://arxiv.org/abs/2309.06180).
 * In a page: for each layer, for each key head, its part (kernels/assembly/cache-page.ts).
 */
import { PAGE, type PagePool } from './page-pool.ts';

export class PagedCache {
  /** Address of the pages' addresses, u32. */
  readonly table: number;
  readonly #pool: PagePool;
  readonly #pages: number[] = [];
  /** Positions that hold something. */
  #length = 0;

  constructor(pool: PagePool) {
    this.#pool = pool;
    this.table = pool.takeTable();
  }

  /** Of its pages; of those that others hold too, its part. */
  get bytes(): number {
    const parts = this.#pages.map((page) => this.#pool.pageBytes / this.#pool.holders(page));
    return Math.round(parts.reduce((sum, part) => sum + part, 0));
  }

  /** Has pages for the first `length` positions, no more and no fewer; those after the present ones may be written. */
  resize(length: number): void {
    const wanted = Math.ceil(length / PAGE);
    if (length > this.#length) this.#ownLast();
    while (this.#pages.length < wanted) this.#pages.push(this.#pool.take());
    this.#pool.giveBack(this.#pages.splice(wanted));
    this.#length = length;
    new Uint32Array(this.#pool.heap.memory.buffer, this.table, wanted).set(this.#pages);
  }

  /** A cache with the same keys and values. */
  copy(): PagedCache {
    const copy = new PagedCache(this.#pool);
    this.#pool.share(this.#pages);
    copy.#pages.push(...this.#pages);
    copy.resize((copy.#length = this.#length));
    return copy;
  }

  release(): void {
    this.#pool.giveBack(this.#pages.splice(0));
    this.#pool.giveBackTable(this.table);
  }

  /** Makes the last page, if there is room in it, one that may be written. */
  #ownLast(): void {
    const used = this.#length % PAGE;
    const last = this.#pages.at(-1);
    if (used === 0 || last === undefined || this.#pool.holders(last) === 1) return;
    this.#pages[this.#pages.length - 1] = this.#pool.own(last, used);
  }
}
