/**
 * The oracle of conversations: a Llama of random weights in plain loops, keys and values kept a row a
 * token. Small, slow, and computed in double precision.
 */
import { randomNumbers } from '../../../src/pipeline/text/sampling/random.ts';
import type { DecoderInput, LanguageDecoder, Sampler } from '../../../src/runtime/decoder/decoder.ts';

const HIDDEN = 16;
const HEADS = 4;
const KV_HEADS = 2;
const HEAD = HIDDEN / HEADS;
const INNER = 24;
const LAYERS = 2;

type Vector = number[];
type Matrix = Vector[];

interface Layer {
  q: Matrix;
  k: Matrix;
  v: Matrix;
  o: Matrix;
  gate: Matrix;
  up: Matrix;
  down: Matrix;
}

interface Weights {
  table: Matrix;
  layers: Layer[];
}

function randomWeights(vocab: number, seed: number): Weights {
  const random = randomNumbers(seed);
  const matrix = (rows: number, columns: number): Matrix =>
    Array.from({ length: rows }, () =>
      Array.from({ length: columns }, () => (random() - 0.5) * (4 / Math.sqrt(columns))),
    );
  const layer = (): Layer => ({
    q: matrix(HIDDEN, HIDDEN),
    k: matrix(KV_HEADS * HEAD, HIDDEN),
    v: matrix(KV_HEADS * HEAD, HIDDEN),
    o: matrix(HIDDEN, HIDDEN),
    gate: matrix(INNER, HIDDEN),
    up: matrix(INNER, HIDDEN),
    down: matrix(HIDDEN, INNER),
  });
  return { table: matrix(vocab, HIDDEN), layers: Array.from({ length: LAYERS }, layer) };
}

const dot = (a: Vector, b: Vector): number => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
const times = (matrix: Matrix, x: Vector): Vector => matrix.map((row) => dot(row, x));
const plus = (a: Vector, b: Vector): Vector => a.map((x, i) => x + (b[i] as number));
const norm = (x: Vector): Vector => x.map((one) => one / Math.sqrt(dot(x, x) / x.length + 1e-5));
const silu = (x: number): number => x / (1 + Math.exp(-x));

function rotate(heads: Vector, position: number): Vector {
  return heads.map((x, i) => {
    const half = HEAD / 2;
    const place = i % HEAD;
    const angle = position / 10_000 ** ((2 * (place % half)) / HEAD);
    const other = (place < half ? -1 : 1) * (heads[place < half ? i + half : i - half] as number);
    return x * Math.cos(angle) + other * Math.sin(angle);
  });
}

export class TinyLlama implements LanguageDecoder {
  readonly hidden = HIDDEN;
  /** Positions computed since the start, by this decoder and not by those it was forked from. */
  computed = 0;
  disposed = false;
  #rows: { id: number | undefined; keys: Vector[]; values: Vector[] }[] = [];
  #logits = new Float32Array();
  readonly vocab: number;
  readonly contextWindow: number;
  readonly #weights: Weights;

  constructor(vocab: number, contextWindow: number, weights: Weights = randomWeights(vocab, 1)) {
    this.vocab = vocab;
    this.contextWindow = contextWindow;
    this.#weights = weights;
  }

  get length(): number {
    return this.#rows.length;
  }

  get kvBytes(): number {
    return this.length * LAYERS * 2 * KV_HEADS * HEAD * 8;
  }

  async prefill(input: DecoderInput, signal?: AbortSignal): Promise<Float32Array> {
    const count = 'ids' in input ? input.ids.length : input.embeds.length / HIDDEN;
    for (let i = 0; i < count; i++) {
      signal?.throwIfAborted();
      if ('ids' in input) this.#feed(input.ids[i] as number);
      else this.#step([...input.embeds.subarray(i * HIDDEN, (i + 1) * HIDDEN)], undefined);
    }
    return this.#logits.slice();
  }

  async *decode(n: number, sampler: Sampler, signal?: AbortSignal): AsyncGenerator<number> {
    for (let i = 0; i < n; i++) {
      signal?.throwIfAborted();
      const history = this.#rows.flatMap(({ id }) => (id === undefined ? [] : [id]));
      const id = sampler.next(this.#logits, history);
      yield id;
      if (i + 1 < n) this.#feed(id);
    }
  }

  truncate(length: number): void {
    if (length >= this.#rows.length) return;
    this.#rows.length = length;
    this.#logits = new Float32Array(); // Of a token that is not there any more.
  }

  fork(): TinyLlama {
    const copy = new TinyLlama(this.vocab, this.contextWindow, this.#weights);
    copy.#rows = [...this.#rows];
    copy.#logits = this.#logits.slice();
    return copy;
  }

  dispose(): void {
    this.disposed = true;
  }

  #feed(id: number): void {
    this.#step(this.#weights.table[id] as Vector, id);
  }

  #step(embedding: Vector, id: number | undefined): void {
    if (this.length >= this.contextWindow) throw new Error('The context is full.');
    this.computed++;
    const position = this.length;
    const row = { id, keys: [] as Vector[], values: [] as Vector[] };
    this.#rows.push(row);
    let x = embedding;
    this.#weights.layers.forEach((layer, l) => {
      const normed = norm(x);
      row.keys[l] = rotate(times(layer.k, normed), position);
      row.values[l] = times(layer.v, normed);
      const query = rotate(times(layer.q, normed), position);
      const mixed = Array.from({ length: HEADS }, (_, h) => this.#attend(query, h, l)).flat();
      x = plus(x, times(layer.o, mixed));
      const inner = norm(x);
      const gate = times(layer.gate, inner).map(silu);
      x = plus(
        x,
        times(
          layer.down,
          times(layer.up, inner).map((up, i) => up * (gate[i] as number)),
        ),
      );
    });
    this.#logits = Float32Array.from(times(this.#weights.table, norm(x)));
  }

  #attend(query: Vector, head: number, layer: number): Vector {
    const from = Math.floor(head / (HEADS / KV_HEADS)) * HEAD;
    const part = (vectors: Vector[]) => (vectors[layer] as Vector).slice(from, from + HEAD);
    const q = query.slice(head * HEAD, (head + 1) * HEAD);
    const weights = this.#rows.map(({ keys }) => Math.exp(dot(q, part(keys)) / Math.sqrt(HEAD)));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return this.#rows
      .map(({ values }, i) => part(values).map((x) => (x * (weights[i] as number)) / total))
      .reduce(plus);
  }
}
