/**
 * The residual stream, which every sublayer reads and adds to. Each thread multiplies the columns that it has, and what
 * that gives is added up when all have met: of a single token by each thread for itself, of several by tokens.
 */
import { share } from '../../kernels/crew.ts';
import { CHUNK } from './scratch.ts';
import { BLOCK, type Linear, type Norm } from './weights.ts';
import type { Workbench } from './workbench.ts';

export class Residual {
  readonly #bench: Workbench;
  /** Bytes of a token's stream. */
  readonly #size: number;
  /** Address of the stream, `[count, hidden]`. */
  #x: number;
  /** Which of the two places for a single token's sums is written next: the other may still be read. */
  #turn: 0 | 1 = 0;

  constructor(bench: Workbench) {
    this.#bench = bench;
    this.#size = bench.shape.hidden * 4;
    this.#x = bench.scratch.x;
  }

  /** Takes the tokens whose embeddings lie in `scratch.x`. */
  start(): void {
    this.#x = this.#bench.scratch.x;
  }

  /** The tokens that this thread normalises: a single one each does for itself, which is sooner done than met about. */
  ownTokens(count: number): [begin: number, end: number] {
    return count === 1 ? [0, 1] : share(this.#bench.crew, count);
  }

  /** A token of this thread's, normalised, to `normed`. */
  normalise(token: number, norm: Norm): void {
    this.#bench.normalise(this.#x + token * this.#size, norm);
  }

  /** Normalised and quantised: the address of `count` vectors. */
  normalised(norm: Norm, count: number): number {
    const { kernels, crew, shape, own, normed, scratch } = this.#bench;
    const { hidden } = shape;
    const size = kernels.quantisedBytes(hidden);
    const out = count === 1 ? own : scratch.quantised;
    const [begin, end] = this.ownTokens(count);
    for (let token = begin; token < end; token++) {
      this.normalise(token, norm);
      this.#bench.quantise(normed, hidden, out + token * size, 0, hidden / BLOCK);
    }
    if (count > 1) crew.meet();
    return out;
  }

  /**
   * Adds a divided matrix times `count` quantised vectors; when it returns, to this thread's tokens.
   * @param parts Each thread's columns. @param vectors Where its part of the vectors lies.
   */
  add(parts: readonly Linear[], vectors: readonly number[], count: number): void {
    const { index, threads } = this.#bench.crew;
    const [part, x] = [parts[index] as Linear, vectors[index] as number];
    if (count > 1 || threads === 1) this.#addSeveral(part, x, count);
    else this.#addOne(part, x);
  }

  #addOne(part: Linear, vector: number): void {
    const { kernels, crew, scratch, shape } = this.#bench;
    const { hidden } = shape;
    const { index, threads } = crew;
    const size = this.#size;
    const sums = scratch.sums + this.#turn * threads * size;
    this.#turn = this.#turn === 0 ? 1 : 0;
    const mine = sums + index * size;
    if (index === 0) kernels.spread(this.#x, 1, hidden, mine, 0);
    this.#bench.product(mine, hidden, part, 0, hidden, vector, 1, index === 0 ? 1 : 0);
    crew.meet();
    this.#x = scratch.streams + index * size;
    kernels.add(sums, sums + size, hidden, this.#x);
    for (let other = 2; other < threads; other++) kernels.add(this.#x, sums + other * size, hidden, this.#x);
  }

  /** In the order in which those of a single token are added, so that the sums are the same to the last bit. */
  #addSeveral(part: Linear, vectors: number, count: number): void {
    const { kernels, crew, scratch, shape } = this.#bench;
    const { hidden } = shape;
    const size = this.#size;
    const sumsOf = (thread: number): number => scratch.partial + (thread - 1) * CHUNK * size;
    const first = crew.index === 0;
    const out = first ? this.#x : sumsOf(crew.index);
    this.#bench.product(out, hidden, part, 0, hidden, vectors, count, first ? 1 : 0);
    crew.meet();
    const [begin, end] = share(crew, count);
    const from = begin * size;
    for (let other = 1; other < crew.threads; other++)
      kernels.add(this.#x + from, sumsOf(other) + from, (end - begin) * hidden, this.#x + from);
  }
}
