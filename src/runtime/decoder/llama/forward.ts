/** The layers of a Llama-shaped decoder, as one of the threads that share them sees them. */
import { share, type Crew } from '../../kernels/crew.ts';
import type { Kernels, Q4 } from '../../kernels/kernels.ts';
import { PAGE } from './paged-cache.ts';
import type { Scratch } from './scratch.ts';
import type { LlamaShape } from './shape.ts';
import type { LayerWeights, LlamaWeights } from './weights.ts';

/** What goes through: the tokens whose embeddings lie in `scratch.x`. */
export interface Pass {
  /** Tokens, at most CHUNK. */
  count: number;
  /** Position of the first. */
  start: number;
  /** Address of the cache's table of pages; of hypotheses apart, of their tables' addresses. */
  table: number;
  /** Whether the logits of the last token are wanted; of hypotheses apart, those of each. */
  logits: boolean;
  /** The tokens are those of as many hypotheses, each with a cache of its own, all at the position `start`. */
  apart: boolean;
}

export class Forward {
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #weights: LlamaWeights;
  readonly #shape: LlamaShape;
  readonly #scratch: Scratch;
  readonly #crew: Crew;
  readonly #normed: number;
  readonly #own: number;
  readonly #scores: number;

  constructor(
    memory: WebAssembly.Memory,
    kernels: Kernels,
    weights: LlamaWeights,
    shape: LlamaShape,
    scratch: Scratch,
    crew: Crew,
    contextWindow: number,
  ) {
    this.#memory = memory;
    this.#kernels = kernels;
    this.#weights = weights;
    this.#shape = shape;
    this.#scratch = scratch;
    this.#crew = crew;
    this.#normed = scratch.normed + crew.index * shape.hidden * 4;
    this.#own = scratch.own + crew.index * kernels.quantisedBytes(shape.hidden);
    this.#scores = scratch.scores + crew.index * contextWindow * 4 * 4;
  }

  /** To be called by every thread of the crew with the same pass. */
  run(pass: Pass): void {
    const { hidden, inner, heads, headDim } = this.#shape;
    const { x, quantised, gated } = this.#scratch;
    const { count } = pass;
    this.#weights.layers.forEach((layer, index) => {
      this.#attend(layer, index, pass);
      this.#project(x, hidden, layer.output, quantised, heads * headDim, count, 1);
      this.#gate(layer, count);
      this.#project(x, hidden, layer.down, gated, inner, count, 1);
    });
    if (pass.logits) this.#speak(pass.apart ? 0 : count - 1, count);
  }

  /**
   * The residual stream, normalised and quantised: the address of its vectors. A single token is so little work that
   * each thread does it for itself, which is sooner done than met about.
   */
  #normalise(weight: number, count: number): number {
    const { hidden, normEps } = this.#shape;
    const { x, quantised } = this.#scratch;
    const size = this.#kernels.quantisedBytes(hidden);
    const [begin, end] = count === 1 ? [0, 1] : share(this.#crew, count);
    const out = count === 1 ? this.#own : quantised;
    for (let token = begin; token < end; token++) {
      this.#kernels.rmsNorm(x + token * hidden * 4, weight, hidden, normEps, this.#normed);
      this.#kernels.quantise(this.#normed, hidden, out + token * size, 0, hidden / 32);
    }
    if (count > 1) this.#crew.meet();
    return out;
  }

  /** Weights times the quantised vectors `x`, to `out` `[count, rows]`. */
  #project(
    out: number,
    rows: number,
    weights: Q4,
    x: number,
    columns: number,
    count: number,
    add: 0 | 1,
  ): void {
    this.#product(out, rows, weights, ...share(this.#crew, rows, 8), x, columns, count, add);
    this.#crew.meet();
  }

  #product(
    out: number,
    width: number,
    { q, scales, minimums }: Q4,
    begin: number,
    end: number,
    x: number,
    columns: number,
    count: number,
    add: 0 | 1,
  ): void {
    if (count === 1) this.#kernels.q4Vector(out, q, scales, minimums, begin, end, columns, x, add);
    else this.#kernels.q4Matrix(out, width * 4, q, scales, minimums, begin, end, columns, x, count, add);
  }

  /** Queries, keys and values; keys and values to the cache; attention; its result quantised. */
  #attend({ attentionNorm, qkv }: LayerWeights, layer: number, pass: Pass): void {
    const { count } = pass;
    const { heads, kvHeads, headDim, hidden } = this.#shape;
    const scratch = this.#scratch;
    const width = (heads + 2 * kvHeads) * headDim;
    this.#project(scratch.qkv, width, qkv, this.#normalise(attentionNorm, count), hidden, count, 0);
    const size = this.#kernels.quantisedBytes(heads * headDim);
    const [begin, end] = share(this.#crew, count * heads);
    if (count === 1) {
      // All threads write the same keys and values, and each turns the queries that it asks.
      this.#remember(layer, 0, pass, begin, end);
    } else {
      const [first, last] = share(this.#crew, count);
      for (let token = first; token < last; token++) this.#remember(layer, token, pass, 0, heads);
      this.#crew.meet();
    }
    // Heads that share a key head go together.
    const group = heads / kvHeads;
    for (let item = begin, next = begin; item < end; item = next) {
      next = Math.min(end, (Math.floor(item / group) + 1) * group);
      const token = Math.floor(item / heads);
      const head = item % heads;
      const keys = this.#offset(layer, Math.floor(head / group));
      const attended = scratch.attended + token * heads * headDim * 4;
      this.#kernels.attention(
        attended + head * headDim * 4,
        scratch.qkv + (token * width + head * headDim) * 4,
        next - item,
        this.#tableOf(token, pass),
        keys,
        keys + PAGE * headDim * 4,
        PAGE,
        positionOf(token, pass) + 1,
        headDim,
        headDim ** -0.5,
        this.#scores,
      );
      const block = (head * headDim) / 32;
      this.#kernels.quantise(
        attended,
        heads * headDim,
        scratch.quantised + token * size,
        block,
        block + ((next - item) * headDim) / 32,
      );
    }
    this.#crew.meet();
  }

  /** Turns a token's keys and the queries of heads `begin` to `end`; puts keys and values where attention reads them. */
  #remember(layer: number, token: number, pass: Pass, begin: number, end: number): void {
    const { heads, kvHeads, headDim } = this.#shape;
    const width = (heads + 2 * kvHeads) * headDim;
    const perHead = 2 * PAGE * headDim * 4;
    const position = positionOf(token, pass);
    const turns = this.#scratch.turns + token * headDim * 4;
    const queries = this.#scratch.qkv + token * width * 4;
    const keys = queries + heads * headDim * 4;
    const values = keys + kvHeads * headDim * 4;
    const to = this.#pageOf(this.#tableOf(token, pass), position) + this.#offset(layer, 0);
    const slot = to + (position % PAGE) * headDim * 4;
    const asked = queries + begin * headDim * 4;
    this.#kernels.rope(asked, end - begin, headDim, turns, asked, headDim * 4);
    this.#kernels.rope(keys, kvHeads, headDim, turns, slot, perHead);
    this.#kernels.spread(values, kvHeads, headDim, slot + PAGE * headDim * 4, perHead);
  }

  #tableOf(token: number, { table, apart }: Pass): number {
    return apart ? this.#address(table + token * 4) : table;
  }

  #pageOf(table: number, position: number): number {
    return this.#address(table + Math.floor(position / PAGE) * 4);
  }

  /** The address that stands at an address. */
  #address(at: number): number {
    return new Uint32Array(this.#memory.buffer, at, 1)[0] as number;
  }

  /** Where in a page a layer's head begins. */
  #offset(layer: number, kvHead: number): number {
    return (layer * this.#shape.kvHeads + kvHead) * 2 * PAGE * this.#shape.headDim * 4;
  }

  /** The gated half of the feed-forward layer, quantised. */
  #gate({ mlpNorm, gateUp: weights }: LayerWeights, count: number): void {
    const { hidden, inner } = this.#shape;
    const { gateUp, gated } = this.#scratch;
    const x = this.#normalise(mlpNorm, count);
    const [begin, end] = share(this.#crew, inner, 32);
    this.#product(gateUp, 2 * inner, weights, begin, end, x, hidden, count, 0);
    this.#product(gateUp, 2 * inner, weights, inner + begin, inner + end, x, hidden, count, 0);
    const size = this.#kernels.quantisedBytes(inner);
    for (let token = 0; token < count; token++) {
      const gate = gateUp + token * 2 * inner * 4;
      const part = gate + begin * 4;
      this.#kernels.swiGlu(part, part + inner * 4, end - begin, part);
      this.#kernels.quantise(gate, inner, gated + token * size, begin / 32, end / 32);
    }
    this.#crew.meet();
  }

  /** Logits of the tokens from `first` to the last of `count`, one row after another. */
  #speak(first: number, count: number): void {
    const { hidden, vocab, normEps } = this.#shape;
    const { x, quantised, wide, logits } = this.#scratch;
    const { frequent, first: table8, others } = this.#weights.table;
    const spoken = count - first;
    const [size, wideSize] = [this.#kernels.quantisedBytes(hidden), this.#kernels.wideBytes(hidden)];
    if (this.#crew.index === 0) {
      for (let row = 0; row < spoken; row++) {
        const token = x + (first + row) * hidden * 4;
        this.#kernels.rmsNorm(token, this.#weights.norm, hidden, normEps, this.#normed);
        this.#kernels.quantise(this.#normed, hidden, quantised + row * size, 0, hidden / 32);
        this.#kernels.quantiseWide(this.#normed, hidden, wide + row * wideSize);
      }
    }
    this.#crew.meet();
    const [begin, end] = share(this.#crew, frequent, 8);
    for (let row = 0; row < spoken; row++) {
      const [out, heard] = [logits + row * vocab * 4, wide + row * wideSize];
      this.#kernels.q8Vector(out, table8.q, table8.scales, begin, end, hidden, heard);
    }
    const [from, to] = share(this.#crew, vocab - frequent, 8);
    this.#product(logits + frequent * 4, vocab, others, from, to, quantised, hidden, spoken, 0);
    this.#crew.meet();
  }
}

function positionOf(token: number, { start, apart }: Pass): number {
  return apart ? start : start + token;
}
