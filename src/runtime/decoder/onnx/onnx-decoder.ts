/** Any decoder in the hub's ONNX layout, as it is: not the fastest way to run one, but it runs on either device. */
import { pause } from '../../pause.ts';
import type { Runtime } from '../../runtime.ts';
import type { DecoderInput, LanguageDecoder, Sampler } from '../decoder.ts';
import { demandLogits, demandRoom, demandWords, NO_WORD, partsOf, promptLength, wordsOf } from '../prompt.ts';
import { GrowingCache } from './growing-cache.ts';
import { HubGraph, type OnnxVoice } from './hub-graph.ts';

/** Tokens read at once: most exports give the logits of all of them, a row of the vocabulary each. */
const CHUNK = 64;

export interface OnnxDecoderOptions {
  /** Most tokens a decoder may hold. */
  contextWindow?: number;
  /** False leaves weights of 4 and 8 bits as they are on WebAssembly too: slow, but four to eight times smaller. */
  fold?: boolean;
}

/** Makes a decoder with an empty cache. Rejects with `pack-invalid`, `out-of-memory` or `device-lost`. */
export async function loadOnnxDecoder(
  runtime: Runtime,
  voice: OnnxVoice,
  { contextWindow = 2048, fold = true }: OnnxDecoderOptions = {},
): Promise<OnnxDecoder> {
  const graph = await HubGraph.create(runtime, voice, fold);
  const most = Math.min(contextWindow, voice.shape.contextWindow);
  return new OnnxDecoder(graph, GrowingCache.empty(runtime.tensors, voice.shape), most, []);
}

export class OnnxDecoder implements LanguageDecoder {
  readonly contextWindow: number;
  readonly #graph: HubGraph;
  /** Of the ids, and perhaps of more that were taken back. */
  #cache: GrowingCache;
  /** The ids that count, NO_WORD for embeddings. */
  readonly #ids: number[];
  #logits: Float32Array | undefined;

  /** @param ids What the cache holds. */
  constructor(
    graph: HubGraph,
    cache: GrowingCache,
    contextWindow: number,
    ids: number[],
    logits?: Float32Array,
  ) {
    this.#graph = graph;
    this.#cache = cache;
    this.contextWindow = contextWindow;
    this.#ids = ids;
    this.#logits = logits;
    graph.join();
  }

  get vocab(): number {
    return this.#graph.shape.vocab;
  }

  get hidden(): number {
    return this.#graph.shape.hidden;
  }

  get length(): number {
    return this.#ids.length;
  }

  get kvBytes(): number {
    return this.#cache.bytes;
  }

  /** Products whose weights of few bits were expanded when the sessions were made. */
  get folded(): number {
    return this.#graph.folded;
  }

  async prefill(input: DecoderInput, signal?: AbortSignal): Promise<Float32Array> {
    demandRoom(promptLength(input, this.hidden), this.length, this.contextWindow);
    for (const { part } of partsOf(input, this.hidden, CHUNK)) {
      await pause(signal);
      await this.#read(part);
    }
    return demandLogits(this.#logits).slice();
  }

  async *decode(n: number, sampler: Sampler, signal?: AbortSignal): AsyncIterable<number> {
    for (let i = 0; i < n && this.length < this.contextWindow; i++) {
      await pause(signal);
      const id = sampler.next(demandLogits(this.#logits), wordsOf(this.#ids));
      yield id;
      await this.#read({ ids: [id] });
    }
  }

  truncate(length: number): void {
    if (length >= this.length) return;
    this.#ids.length = length;
    this.#logits = undefined;
  }

  fork(): OnnxDecoder {
    return new OnnxDecoder(
      this.#graph,
      this.#cache.share(),
      this.contextWindow,
      [...this.#ids],
      this.#logits,
    );
  }

  dispose(): void {
    this.#cache.release();
    this.#ids.length = 0;
    this.#graph.leave();
  }

  async #read(input: DecoderInput): Promise<void> {
    const count = promptLength(input, this.hidden);
    if ('ids' in input) demandWords(input.ids, this.vocab);
    if (this.#cache.length > this.length)
      this.#replace(await this.#cache.cut(this.#graph.runtime.tensors, this.length));
    const { logits, cache } = await this.#graph.read(input, this.#cache, count);
    this.#replace(cache);
    this.#ids.push(...('ids' in input ? input.ids : Array.from({ length: count }, () => NO_WORD)));
    this.#logits = logits;
  }

  #replace(cache: GrowingCache): void {
    this.#cache.release();
    this.#cache = cache;
  }
}
