/** A Llama-shaped decoder on WebGPU: the cache, the logits and the choice of the next token stay on the device. */
import { VlmError } from '../../../protocol/error.ts';
import { pause } from '../../pause.ts';
import type { Runtime } from '../../runtime.ts';
import type { DecoderInput, LanguageDecoder, Sampler, SamplingSettings } from '../decoder.ts';
import { demandRoom, demandWords, NO_WORD, partsOf, promptLength, wordsOf } from '../prompt.ts';
import type { GraphVoice } from './shape.ts';
import { StepBuffers } from './step-buffers.ts';
import { TokenChain } from './token-chain.ts';
import { VoiceGraph } from './voice-graph.ts';

/** Tokens read at once. */
const CHUNK = 512;
/** The cache starts with room for this many tokens and doubles. */
const ROOM = 512;

export interface WebGpuDecoderOptions {
  /** Most tokens a decoder may hold. */
  contextWindow?: number;
  /** False runs every step uncaptured. */
  capture?: boolean;
}

/** Makes a decoder with an empty cache, its step captured and warm. Rejects with `pack-invalid`, `out-of-memory` or `device-lost`. */
export async function loadWebGpuDecoder(
  runtime: Runtime,
  voice: GraphVoice,
  { contextWindow = 2048, capture = true }: WebGpuDecoderOptions = {},
): Promise<WebGpuDecoder> {
  const most = Math.min(contextWindow, voice.shape.contextWindow);
  const graph = await VoiceGraph.create(runtime, voice, capture);
  const buffers = new StepBuffers(graph.device, runtime.tensors, voice.shape, Math.min(ROOM, most));
  await graph.capture(buffers, 0);
  return new WebGpuDecoder(graph, buffers, most, []);
}

export class WebGpuDecoder implements LanguageDecoder {
  readonly contextWindow: number;
  readonly #graph: VoiceGraph;
  #buffers: StepBuffers;
  /** The ids in the cache, NO_WORD for embeddings. */
  readonly #ids: number[];
  /** What the device's logits follow: undefined when it ran ahead of the cache's end or nothing was read. */
  #logitsOf: number | undefined;

  constructor(
    graph: VoiceGraph,
    buffers: StepBuffers,
    contextWindow: number,
    ids: number[],
    logitsOf?: number,
  ) {
    this.#graph = graph;
    this.#buffers = buffers;
    this.contextWindow = contextWindow;
    this.#ids = ids;
    this.#logitsOf = logitsOf;
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
    return this.#buffers.kvBytes;
  }

  /** Why steps are not captured; undefined when they are. */
  get refusal(): string | undefined {
    return this.#graph.refusal;
  }

  async prefill(input: DecoderInput, signal?: AbortSignal): Promise<Float32Array> {
    this.#makeRoom(promptLength(input, this.hidden));
    for (const { part } of partsOf(input, this.hidden, CHUNK)) {
      await pause(signal);
      if ('ids' in part) await this.#readIds(part.ids);
      else await this.#readEmbeds(part.embeds);
    }
    return this.#buffers.logits();
  }

  async *decode(n: number, sampler: Sampler, signal?: AbortSignal): AsyncIterable<number> {
    const steps = Math.min(n, this.contextWindow - this.length);
    if (steps <= 0) return;
    await pause(signal);
    const first = sampler.next(await this.#lastLogits(), wordsOf(this.#ids));
    // Before the device is given more to do: the first token is there as soon as the prompt is read.
    yield first;
    yield* this.#feed(first, steps, sampler.settings, signal);
  }

  /** Feeds `first` and, one step fewer than `steps`, what is then chosen and yielded. */
  async *#feed(
    first: number,
    steps: number,
    settings: SamplingSettings,
    signal?: AbortSignal,
  ): AsyncIterable<number> {
    this.#makeRoom(steps);
    await this.#graph.capture(this.#buffers, this.length);
    const position = this.length;
    const chain = new TokenChain(
      this.#graph,
      this.#buffers,
      { first, position, steps, history: wordsOf(this.#ids) },
      settings,
    );
    this.#logitsOf = undefined;
    let id = first;
    let fed = 0;
    for await (const chosen of chain.lots()) {
      for (const next of chosen) {
        this.#ids.push(id);
        fed += 1;
        this.#logitsOf = chain.fed === fed ? this.length : undefined;
        id = next;
        if (fed < steps) yield id;
      }
      await pause(signal);
    }
  }

  truncate(length: number): void {
    if (length >= this.length) return;
    this.#ids.length = length;
    this.#logitsOf = undefined;
  }

  fork(): WebGpuDecoder {
    const { device, runtime, shape } = this.#graph;
    const buffers = new StepBuffers(device, runtime.tensors, shape, this.#buffers.context);
    buffers.copyCache(this.#buffers, this.length);
    return new WebGpuDecoder(this.#graph, buffers, this.contextWindow, [...this.#ids], this.#logitsOf);
  }

  dispose(): void {
    this.#graph.forget(this.#buffers);
    this.#buffers.destroy();
    this.#ids.length = 0;
    this.#graph.leave();
  }

  async #readIds(ids: readonly number[]): Promise<void> {
    demandWords(ids, this.vocab);
    await this.#read(ids, 1, new Float32Array(ids.length * this.hidden));
    this.#ids.push(...ids);
    this.#logitsOf = this.length;
  }

  async #readEmbeds(embeds: Float32Array): Promise<void> {
    const count = embeds.length / this.hidden;
    await this.#read(
      Array.from({ length: count }, () => 0),
      0,
      embeds,
    );
    for (let i = 0; i < count; i++) this.#ids.push(NO_WORD);
    this.#logitsOf = this.length;
  }

  async #read(ids: readonly number[], keep: number, embeds: Float32Array): Promise<void> {
    const { tensors } = this.#graph.runtime;
    const count = ids.length;
    const inputs = {
      input_ids: tensors.int32(ids, [1, count]),
      keep: tensors.float(new Float32Array(count).fill(keep), [1, count, 1]),
      embeds: tensors.float(embeds, [1, count, this.hidden]),
    };
    await this.#graph.read(inputs, this.length, count, this.#buffers);
  }

  /** The logits after the last token; where the device is further, that token is read again in its place. */
  async #lastLogits(): Promise<Float32Array> {
    if (this.length > 0 && this.#logitsOf !== this.length) {
      const last = this.#ids.at(-1) as number;
      if (last === NO_WORD)
        throw new VlmError('internal', 'The decoder was cut after an embedding; call prefill first.');
      this.#ids.pop();
      await this.#readIds([last]);
    }
    if (this.length === 0)
      throw new VlmError('internal', 'The decoder has read nothing yet; call prefill first.');
    return this.#buffers.logits();
  }

  /** Grows the cache where `count` more tokens need it. */
  #makeRoom(count: number): void {
    demandRoom(count, this.length, this.contextWindow);
    const needed = this.length + count;
    if (needed <= this.#buffers.context) return;
    let context = this.#buffers.context;
    while (context < needed) context *= 2;
    const { device, runtime, shape } = this.#graph;
    const larger = new StepBuffers(device, runtime.tensors, shape, Math.min(context, this.contextWindow));
    larger.copyCache(this.#buffers, this.length);
    this.#graph.forget(this.#buffers);
    this.#buffers.destroy();
    this.#buffers = larger;
  }
}
