/** Causal self-attention over the paged cache, of one token, of several in a row, or of hypotheses apart. */
import { share } from '../../kernels/crew.ts';
import { PAGE } from './page-pool.ts';
import type { Pass } from './pass.ts';
import { BLOCK, type LayerWeights } from './weights.ts';
import type { Workbench } from './workbench.ts';

export class Attention {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  /** Queries, keys and values; keys and values to the cache; what is attended to, quantised, to `scratch.quantised`. */
  run({ attentionNorm, qkv }: LayerWeights, layer: number, pass: Pass): void {
    const { scratch, crew, shape } = this.#bench;
    const { heads } = shape;
    const { count } = pass;
    this.#bench.project(scratch.qkv, qkv, this.#bench.normalised(attentionNorm, count), count, 0);
    const [begin, end] = share(crew, count * heads);
    if (count === 1) {
      // All threads write the same keys and values, and each turns the queries that it asks.
      this.#remember(layer, 0, pass, begin, end);
    } else {
      const [first, last] = share(crew, count);
      for (let token = first; token < last; token++) this.#remember(layer, token, pass, 0, heads);
      crew.meet();
    }
    // Heads that share a key head go together.
    const group = heads / shape.kvHeads;
    for (let item = begin, next = begin; item < end; item = next) {
      next = Math.min(end, (Math.floor(item / group) + 1) * group);
      this.#attend(layer, item, next - item, pass);
    }
    crew.meet();
    if (!this.#wholeBlocks) this.#quantise(count);
  }

  /** Whether a head is whole blocks, so that who attended can quantise it. */
  get #wholeBlocks(): boolean {
    return this.#bench.shape.headDim % BLOCK === 0;
  }

  /** Heads from the `item`-th of all tokens' that share a key head. */
  #attend(layer: number, item: number, some: number, pass: Pass): void {
    const { kernels, scratch, shape, scores } = this.#bench;
    const { heads, headDim } = shape;
    const token = Math.floor(item / heads);
    const head = item % heads;
    const keys = this.#offset(layer, Math.floor((head * shape.kvHeads) / heads));
    const attended = scratch.attended + token * heads * headDim * 4;
    kernels.attention(
      attended + head * headDim * 4,
      scratch.qkv + (token * this.#width + head * headDim) * 4,
      some,
      this.#tableOf(token, pass),
      keys,
      keys + PAGE * headDim * 4,
      PAGE,
      positionOf(token, pass) + 1,
      headDim,
      headDim ** -0.5,
      scores,
    );
    if (!this.#wholeBlocks) return;
    const width = heads * headDim;
    const to = scratch.quantised + token * kernels.quantisedBytes(width);
    const [begin, end] = [head, head + some].map((at) => (at * headDim) / BLOCK) as [number, number];
    this.#bench.quantise(attended, width, to, begin, end);
  }

  #quantise(count: number): void {
    const { kernels, scratch, shape, crew } = this.#bench;
    const width = shape.heads * shape.headDim;
    const [begin, end] = share(crew, width / BLOCK);
    for (let token = 0; token < count; token++) {
      const to = scratch.quantised + token * kernels.quantisedBytes(width);
      this.#bench.quantise(scratch.attended + token * width * 4, width, to, begin, end);
    }
    crew.meet();
  }

  /** Turns a token's keys and the queries of heads `begin` to `end`; puts keys and values where attention reads them. */
  #remember(layer: number, token: number, pass: Pass, begin: number, end: number): void {
    const { kernels, scratch, shape } = this.#bench;
    const { heads, kvHeads, headDim } = shape;
    const perHead = 2 * PAGE * headDim * 4;
    const position = positionOf(token, pass);
    const turns = scratch.turns + token * headDim * 4;
    const queries = scratch.qkv + token * this.#width * 4;
    const keys = queries + heads * headDim * 4;
    const values = keys + kvHeads * headDim * 4;
    const to = this.#pageOf(this.#tableOf(token, pass), position) + this.#offset(layer, 0);
    const slot = to + (position % PAGE) * headDim * 4;
    const asked = queries + begin * headDim * 4;
    kernels.rope(asked, end - begin, headDim, turns, asked, headDim * 4);
    kernels.rope(keys, kvHeads, headDim, turns, slot, perHead);
    kernels.spread(values, kvHeads, headDim, slot + PAGE * headDim * 4, perHead);
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
    return (layer * kvHeads + kvHead) * 2 * PAGE * headDim * 4;
  }
}

function positionOf(token: number, { start, apart }: Pass): number {
  return apart ? start : start + token;
}
