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
  /** Address of the cache's table of pages. */
  table: number;
  /** Whether the logits of the last token are wanted. */
  logits: boolean;
}

export class Forward {
  readonly #memory: WebAssembly.Memory;
  readonly #kernels: Kernels;
  readonly #weights: LlamaWeights;
  readonly #shape: LlamaShape;
  readonly #scratch: Scratch;
  readonly #crew: Crew;
  readonly #normed: number;
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
    this.#scores = scratch.scores + crew.index * contextWindow * 4;
  }

  /** To be called by every thread of the crew with the same pass. */
  run(pass: Pass): void {
    const { hidden, inner } = this.#shape;
    const { x } = this.#scratch;
    this.#weights.layers.forEach((layer, index) => {
      this.#normalise(layer.attentionNorm, pass.count);
      this.#attend(layer, index, pass);
      this.#project(x, hidden, layer.output, this.#shape.heads * this.#shape.headDim, pass.count, 1);
      this.#normalise(layer.mlpNorm, pass.count);
      this.#gate(layer.gateUp, pass.count);
      this.#project(x, hidden, layer.down, inner, pass.count, 1);
    });
    if (pass.logits) this.#speak(pass.count - 1);
  }

  /** The residual stream, normalised and quantised. */
  #normalise(weight: number, count: number): void {
    const { hidden, normEps } = this.#shape;
    const { x, quantised } = this.#scratch;
    const size = this.#kernels.quantisedBytes(hidden);
    const [begin, end] = share(this.#crew, count);
    for (let token = begin; token < end; token++) {
      this.#kernels.rmsNorm(x + token * hidden * 4, weight, hidden, normEps, this.#normed);
      this.#kernels.quantise(this.#normed, hidden, quantised + token * size, 0, hidden / 32);
    }
    this.#crew.meet();
  }

  /** Weights times the quantised vectors, to `out` `[count, rows]`. */
  #project(out: number, rows: number, weights: Q4, columns: number, count: number, add: 0 | 1): void {
    this.#product(out, rows, weights, ...share(this.#crew, rows, 8), columns, count, add);
    this.#crew.meet();
  }

  #product(
    out: number,
    width: number,
    { q, scales, minimums }: Q4,
    begin: number,
    end: number,
    columns: number,
    count: number,
    add: 0 | 1,
  ): void {
    const x = this.#scratch.quantised;
    if (count === 1) this.#kernels.q4Vector(out, q, scales, minimums, begin, end, columns, x, add);
    else this.#kernels.q4Matrix(out, width * 4, q, scales, minimums, begin, end, columns, x, count, add);
  }

  /** Queries, keys and values; keys and values to the cache; attention; its result quantised. */
  #attend({ qkv }: LayerWeights, layer: number, { count, start, table }: Pass): void {
    const { heads, kvHeads, headDim, hidden } = this.#shape;
    const scratch = this.#scratch;
    const width = (heads + 2 * kvHeads) * headDim;
    this.#project(scratch.qkv, width, qkv, hidden, count, 0);
    this.#remember(layer, count, start, table);
    this.#crew.meet();
    const size = this.#kernels.quantisedBytes(heads * headDim);
    const [begin, end] = share(this.#crew, count * heads);
    for (let item = begin; item < end; item++) {
      const token = Math.floor(item / heads);
      const head = item % heads;
      const keys = this.#offset(layer, Math.floor((head * kvHeads) / heads));
      const attended = scratch.attended + token * heads * headDim * 4;
      this.#kernels.attention(
        attended + head * headDim * 4,
        scratch.qkv + (token * width + head * headDim) * 4,
        table,
        keys,
        keys + PAGE * headDim * 4,
        PAGE,
        start + token + 1,
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
        block + headDim / 32,
      );
    }
    this.#crew.meet();
  }

  /** Turns queries and keys by their positions; puts keys and values where attention reads them. */
  #remember(layer: number, count: number, start: number, table: number): void {
    const { heads, kvHeads, headDim } = this.#shape;
    const width = (heads + 2 * kvHeads) * headDim;
    const perHead = 2 * PAGE * headDim * 4;
    const [begin, end] = share(this.#crew, count);
    for (let token = begin; token < end; token++) {
      const position = start + token;
      const turns = this.#scratch.turns + token * headDim * 4;
      const queries = this.#scratch.qkv + token * width * 4;
      const keys = queries + heads * headDim * 4;
      const values = keys + kvHeads * headDim * 4;
      const to = this.#pageOf(table, position) + this.#offset(layer, 0);
      const slot = to + (position % PAGE) * headDim * 4;
      this.#kernels.rope(queries, heads, headDim, turns, queries, headDim * 4);
      this.#kernels.rope(keys, kvHeads, headDim, turns, slot, perHead);
      this.#kernels.spread(values, kvHeads, headDim, slot + PAGE * headDim * 4, perHead);
    }
  }

  #pageOf(table: number, position: number): number {
    const address = table + Math.floor(position / PAGE) * 4;
    return new Uint32Array(this.#memory.buffer, address, 1)[0] as number;
  }

  /** Where in a page a layer's head begins. */
  #offset(layer: number, kvHead: number): number {
    return (layer * this.#shape.kvHeads + kvHead) * 2 * PAGE * this.#shape.headDim * 4;
  }

  /** The gated half of the feed-forward layer, quantised. */
  #gate(weights: Q4, count: number): void {
    const { hidden, inner } = this.#shape;
    const { gateUp, quantised } = this.#scratch;
    const [begin, end] = share(this.#crew, inner, 32);
    this.#product(gateUp, 2 * inner, weights, begin, end, hidden, count, 0);
    this.#product(gateUp, 2 * inner, weights, inner + begin, inner + end, hidden, count, 0);
    this.#crew.meet(); // The vectors just read are about to be overwritten.
    const size = this.#kernels.quantisedBytes(inner);
    for (let token = 0; token < count; token++) {
      const gate = gateUp + token * 2 * inner * 4;
      const part = gate + begin * 4;
      this.#kernels.swiGlu(part, part + inner * 4, end - begin, part);
      this.#kernels.quantise(gate, inner, quantised + token * size, begin / 32, end / 32);
    }
    this.#crew.meet();
  }

  /** Logits of one token. */
  #speak(token: number): void {
    const { hidden, vocab, normEps } = this.#shape;
    const { x, quantised, wide, logits } = this.#scratch;
    const { frequent, first, others } = this.#weights.table;
    if (this.#crew.index === 0) {
      this.#kernels.rmsNorm(x + token * hidden * 4, this.#weights.norm, hidden, normEps, this.#normed);
      this.#kernels.quantise(this.#normed, hidden, quantised, 0, hidden / 32);
      this.#kernels.quantiseWide(this.#normed, hidden, wide);
    }
    this.#crew.meet();
    const [begin, end] = share(this.#crew, frequent, 8);
    this.#kernels.q8Vector(logits, first.q, first.scales, begin, end, hidden, wide);
    this.#project(logits + frequent * 4, vocab - frequent, others, hidden, 1, 0);
  }
}
