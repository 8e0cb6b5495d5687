/** Causal self-attention over the paged cache, of one token, of several in a row, or of hypotheses apart. */
import { share } from '../../kernels/crew.ts';
import type { Range } from './division.ts';
import { headBytes, PAGE } from './page-pool.ts';
import type { Pass } from './pass.ts';
import { BLOCK, type Linear } from './weights.ts';
import type { Workbench } from './workbench.ts';

export class Attention {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /**
   * Queries, keys and values of the quantised vectors `x`; keys and values to the cache; what is attended to, quantised, to
   * `attended`, a part for each thread.
   */
  run(qkv: Linear, x: number, layer: number, pass: Pass): void {
    if (pass.count === 1) this.#one(qkv, x, layer, pass);
    else this.#several(qkv, x, layer, pass);
  }

  /** Each thread has its own heads from their queries on. Keys and values that two have heads of, both make. */
  #one(qkv: Linear, x: number, layer: number, pass: Pass): void {
    const { scratch, crew, shape, division } = this.#bench;
    const { heads, kvHeads, headDim } = shape;
    const { begin, end } = division.heads[crew.index] as Range;
    const group = heads / kvHeads;
    const [first, last] = [Math.floor(begin / group), Math.ceil(end / group)];
    const parts = [
      [begin, end],
      [heads + first, heads + last],
      [heads + kvHeads + first, heads + kvHeads + last],
    ] as const;
    for (const [from, to] of parts)
      this.#bench.product(scratch.qkv, qkv.rows, qkv, from * headDim, to * headDim, x, 1, 0);
    this.#remember(layer, 0, pass, { begin, end }, { begin: first, end: last });
    for (let head = begin, next = begin; head < end; head = next) {
      next = Math.min(end, (Math.floor(head / group) + 1) * group);
      this.#attend(layer, 0, head, next - head, pass);
    }
    this.#quantise(1);
  }

  /**
   * The threads share the matrix by rows, what is remembered by tokens, and attention by key heads, so that the keys which a
   * thread has near serve one token after another.
   */
  #several(qkv: Linear, x: number, layer: number, pass: Pass): void {
    const { scratch, crew, shape } = this.#bench;
    const { heads, kvHeads } = shape;
    const { count } = pass;
    this.#bench.product(scratch.qkv, qkv.rows, qkv, ...share(crew, qkv.rows, 8), x, count, 0);
    crew.meet();
    const [first, last] = share(crew, count);
    for (let token = first; token < last; token++)
      this.#remember(layer, token, pass, { begin: 0, end: heads }, { begin: 0, end: kvHeads });
    crew.meet();
    const group = heads / kvHeads;
    const [begin, end] = share(crew, kvHeads * count);
    for (let item = begin; item < end; item++)
      this.#attend(layer, item % count, Math.floor(item / count) * group, group, pass);
    crew.meet();
    this.#quantise(count);
  }

  /** What this thread's heads attend to, to its part. */
  #quantise(count: number): void {
    const { kernels, scratch, shape, crew, division, attended } = this.#bench;
    const { begin, end } = division.attended[crew.index] as Range;
    const row = shape.heads * shape.headDim;
    const width = end - begin;
    const to = attended[crew.index] as number;
    for (let token = 0; token < count; token++) {
      const from = scratch.attended + (token * row + begin) * 4;
      this.#bench.quantise(from, width, to + token * kernels.quantisedBytes(width), 0, width / BLOCK);
    }
  }

  /** A token's `some` heads from `head` on, which share a key head. */
  #attend(layer: number, token: number, head: number, some: number, pass: Pass): void {
    const { kernels, scratch, shape, room } = this.#bench;
    const { heads, kvHeads, headDim } = shape;
    kernels.groupedAttention(
      scratch.attended + (token * heads + head) * headDim * 4,
      scratch.qkv + (token * this.#width + head * headDim) * 4,
      some,
      this.#tableOf(token, pass),
      this.#offset(layer, Math.floor((head * kvHeads) / heads)),
      PAGE,
      positionOf(token, pass) + 1,
      headDim,
      headDim ** -0.5,
      room,
    );
  }

  /** Turns a token's queries and keys, those of some heads; puts keys and values where attention reads them. */
  #remember(layer: number, token: number, pass: Pass, asked: Range, told: Range): void {
    const { kernels, scratch, shape, room } = this.#bench;
    const { heads, kvHeads, headDim } = shape;
    const head = headDim * 4;
    const position = positionOf(token, pass);
    const turns = scratch.turns + token * head;
    const row = scratch.qkv + token * this.#width * 4;
    const queries = row + asked.begin * head;
    const keys = row + (heads + told.begin) * head;
    const values = keys + kvHeads * head;
    const some = told.end - told.begin;
    const page = this.#pageOf(this.#tableOf(token, pass), position) + this.#offset(layer, told.begin);
    kernels.rope(queries, asked.end - asked.begin, headDim, turns, queries, head);
    // Not in place: another thread may turn the same keys.
    kernels.rope(keys, some, headDim, turns, room, head);
    kernels.remember(room, values, some, headDim, page, position % PAGE, PAGE);
  }

  /** Of queries, keys and values together. */
  get #width(): number {
    const { heads, kvHeads, headDim } = this.#bench.shape;
    return (heads + 2 * kvHeads) * headDim;
  }

  #tableOf(token: number, { table, apart }: Pass): number {
    return apart ? this.#address(table + token * 4) : table;
  }

  #pageOf(table: number, position: number): number {
    return this.#address(table + Math.floor(position / PAGE) * 4);
  }

  /** The address that stands at an address. */
  #address(at: number): number {
    return new Uint32Array(this.#bench.memory.buffer, at, 1)[0] as number;
  }

  /** Where in a page a layer's head begins. */
  #offset(layer: number, kvHead: number): number {
    const { kvHeads, headDim } = this.#bench.shape;
    return (layer * kvHeads + kvHead) * headBytes(headDim);
  }
}

function positionOf(token: number, { start, apart }: Pass): number {
  return apart ? start : start + token;
}
