/** A decoder-only language model on the project's own WebAssembly kernels. */
import { pause } from '../pause.ts';
import type { DecoderInput, LanguageDecoder, Sampler } from './decoder.ts';
import { VoiceEngine, type EngineOptions, type Voice } from './voice/engine.ts';
import { PagedCache } from './voice/paged-cache.ts';
import { CHUNK, HYPOTHESES } from './voice/scratch.ts';
import { placeTokens } from './voice/positions.ts';
import { demandLogits, demandRoom, demandWords, NO_WORD, partsOf, promptLength, wordsOf } from './prompt.ts';

export interface WasmDecoderOptions extends EngineOptions {
  /** As of a `Pass`. */
  exact: boolean;
}

/** Makes a decoder with an empty cache. Rejects with `pack-invalid` or `out-of-memory`. */
export async function loadWasmDecoder(
  voice: Voice,
  { threads = 1, contextWindow = 2048, exact = false, ...others }: Partial<WasmDecoderOptions> = {},
): Promise<WasmDecoder> {
  const most = Math.min(contextWindow, voice.shape.contextWindow);
  const isolated = globalThis.crossOriginIsolated;
  const options = { threads: isolated ? threads : 1, contextWindow: most, ...others };
  const engine = await VoiceEngine.create(voice, options);
  return new WasmDecoder(engine, new PagedCache(engine.pool), [], exact);
}

export class WasmDecoder implements LanguageDecoder {
  readonly engine: VoiceEngine;
  readonly #cache: PagedCache;
  /** The ids in the cache, NO_WORD for embeddings. */
  readonly #ids: number[];
  readonly #exact: boolean;
  #history: number[] = [];
  #logits: Float32Array | undefined;
  /** Index of the largest logit. */
  #best = 0;

  /** @param ids What the cache holds. */
  constructor(
    engine: VoiceEngine,
    cache: PagedCache,
    ids: number[],
    exact: boolean,
    logits?: Float32Array,
    best = 0,
  ) {
    this.engine = engine;
    this.#cache = cache;
    this.#ids = ids;
    this.#exact = exact;
    this.#history = wordsOf(ids);
    this.#logits = logits?.slice();
    this.#best = best;
    engine.join();
  }

  get contextWindow(): number {
    return this.engine.contextWindow;
  }

  get vocab(): number {
    return this.engine.shape.vocab;
  }

  get hidden(): number {
    return this.engine.shape.hidden;
  }

  get length(): number {
    return this.#ids.length;
  }

  get kvBytes(): number {
    return this.#cache.bytes;
  }

  async prefill(input: DecoderInput, signal?: AbortSignal): Promise<Float32Array> {
    demandRoom(promptLength(input, this.hidden), this.length, this.contextWindow);
    for (const { part, last } of partsOf(input, this.hidden, CHUNK)) {
      await pause(signal);
      if ('ids' in part) this.#feedIds(part.ids, last);
      else this.#feedEmbeds(part.embeds, last);
    }
    return demandLogits(this.#logits).slice();
  }

  async prefillTogether(
    forks: readonly WasmDecoder[],
    ids: readonly number[],
    signal?: AbortSignal,
  ): Promise<Float32Array[]> {
    demandWords(ids, this.vocab);
    for (const { length } of forks) demandRoom(1, length, this.contextWindow);
    for (let first = 0; first < forks.length; first += HYPOTHESES) {
      await pause(signal);
      this.#step(forks.slice(first, first + HYPOTHESES), ids.slice(first, first + HYPOTHESES));
    }
    return forks.map((fork) => demandLogits(fork.#logits));
  }

  async *decode(n: number, sampler: Sampler, signal?: AbortSignal): AsyncIterable<number> {
    for (let i = 0; i < n && this.length < this.contextWindow; i++) {
      await pause(signal);
      const id = isGreedy(sampler)
        ? this.#likeliest()
        : sampler.next(demandLogits(this.#logits), this.#history);
      yield id;
      this.#feedIds([id], true);
    }
  }

  truncate(length: number): void {
    if (length >= this.length) return;
    this.#ids.length = length;
    this.#history = wordsOf(this.#ids);
    this.#cache.resize(length);
    this.#logits = undefined;
  }

  fork(exact = this.#exact): WasmDecoder {
    return new WasmDecoder(this.engine, this.#cache.copy(), [...this.#ids], exact, this.#logits, this.#best);
  }

  dispose(): void {
    this.#cache.release();
    this.#ids.length = 0;
    this.engine.leave();
  }

  #feedIds(ids: readonly number[], logits: boolean): void {
    const { scratch, shape } = this.engine;
    demandWords(ids, shape.vocab);
    ids.forEach((id, i) => this.engine.embed(id, scratch.x + i * shape.hidden * 4));
    this.#run(ids, logits);
  }

  #feedEmbeds(embeds: Float32Array, logits: boolean): void {
    const { heap, scratch } = this.engine;
    new Float32Array(heap.memory.buffer, scratch.x, embeds.length).set(embeds);
    this.#run(
      Array.from({ length: embeds.length / this.hidden }, () => NO_WORD),
      logits,
    );
  }

  /** Every fork reads a word of its own, all in one pass. */
  #step(forks: readonly WasmDecoder[], ids: readonly number[]): void {
    const { engine } = this;
    const { heap, scratch, shape } = engine;
    const [start = 0, count] = [forks[0]?.length, forks.length];
    if (forks.some((fork) => fork.engine !== engine || fork.length !== start))
      throw new Error('Only forks of one decoder that are as long as each other take a step together.');
    forks.forEach((fork, row) => {
      fork.#cache.resize(start + 1);
      engine.embed(ids[row] as number, scratch.x + row * shape.hidden * 4);
    });
    const { buffer } = heap.memory;
    const tables = forks.map((fork) => fork.#cache.table);
    new Uint32Array(buffer, scratch.tables, count).set(tables);
    for (let row = 0; row < count; row++) placeTokens(engine, row, 1, start);
    engine.run({ count, start, table: scratch.tables, logits: true, apart: true, exact: this.#exact });
    forks.forEach((fork, row) => {
      const id = ids[row] as number;
      fork.#ids.push(id);
      fork.#history.push(id);
      fork.#hear(row);
    });
  }

  /** Takes over a row of the logits. */
  #hear(row: number): void {
    const { heap, kernels, scratch, shape } = this.engine;
    const at = scratch.logits + row * shape.vocab * 4;
    this.#logits ??= new Float32Array(shape.vocab);
    this.#logits.set(new Float32Array(heap.memory.buffer, at, shape.vocab));
    this.#best = kernels.argmax(at, shape.vocab);
  }

  /** Reads the tokens whose embeddings lie ready. */
  #run(ids: readonly number[], logits: boolean): void {
    const start = this.length;
    const count = ids.length;
    this.#cache.resize(start + count);
    placeTokens(this.engine, 0, count, start);
    this.engine.run({ count, start, table: this.#cache.table, logits, apart: false, exact: this.#exact });
    this.#ids.push(...ids);
    this.#history.push(...wordsOf(ids));
    if (logits) this.#hear(0);
    else this.#logits = undefined;
  }

  #likeliest(): number {
    demandLogits(this.#logits);
    return this.#best;
  }
}

function isGreedy({ settings }: Sampler): boolean {
  return settings.temperature === 0 && settings.repetitionPenalty === 1;
}
