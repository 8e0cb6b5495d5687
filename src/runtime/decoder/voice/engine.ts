/** One voice in linear memory: weights once, scratch, threads; what the decoders that share it run on. */
import { alone } from '../../kernels/crew.ts';
import { Heap } from '../../kernels/heap.ts';
import { CONTROL_BYTES, crewOf } from '../../kernels/job.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { instantiate, loadKernels, type KernelBuild, type KernelModule } from '../../kernels/load.ts';
import { divideColumns, divisionOf } from './division.ts';
import { Forward } from './forward.ts';
import { PagePool } from './page-pool.ts';
import type { Pass } from './pass.ts';
import { allocateScratch, type Scratch } from './scratch.ts';
import type { VoiceShape, StoredTensor } from './shape.ts';
import { announce, startVoiceThreads } from './threads.ts';
import { BLOCK, locate, q4Matrices, type VoiceWeights } from './weights.ts';
import { Workbench } from './workbench.ts';

/** A voice's description and file. */
export interface Voice {
  shape: VoiceShape;
  tensors: readonly StoredTensor[];
  /** The file, whole or as it arrives, copied into linear memory once; or what writes it there. */
  weights: Uint8Array | AsyncIterable<Uint8Array> | ((room: Uint8Array) => Promise<void>);
  /** Length of the file. */
  bytes: number;
}

export interface EngineOptions {
  /** One where the page isn't cross-origin isolated, since threads need shared memory. */
  threads: number;
  /** Most tokens a decoder may hold. */
  contextWindow: number;
  /** Which kernels to try, best first. */
  builds?: readonly KernelBuild[];
  /** Starts the threads when nothing else is being started. */
  inTurn?: <T>(start: () => Promise<T>) => Promise<T>;
}

export class VoiceEngine {
  readonly shape: VoiceShape;
  readonly contextWindow: number;
  readonly build: KernelBuild;
  readonly threads: number;
  readonly heap: Heap;
  readonly kernels: Kernels;
  readonly weights: VoiceWeights;
  readonly scratch: Scratch;
  readonly pool: PagePool;
  readonly #forward: Forward;
  readonly #control: Int32Array | undefined;
  readonly #workers: readonly Worker[];
  #users = 0;

  private constructor(
    voice: Voice,
    options: EngineOptions,
    module: KernelModule,
    parts: { heap: Heap; kernels: Kernels; weights: VoiceWeights; scratch: Scratch },
    words: number | undefined,
    workers: readonly Worker[],
  ) {
    this.shape = voice.shape;
    this.contextWindow = options.contextWindow;
    this.build = module.build;
    this.threads = options.threads;
    this.heap = parts.heap;
    this.kernels = parts.kernels;
    this.weights = parts.weights;
    this.scratch = parts.scratch;
    this.pool = new PagePool(parts.heap, voice.shape, options.contextWindow);
    this.#workers = workers;
    const { memory } = parts.heap;
    this.#control = words === undefined ? undefined : new Int32Array(memory.buffer, words);
    const crew = this.#control ? crewOf(this.#control, 0, options.threads) : alone;
    const bench = new Workbench(memory, parts.kernels, voice.shape, parts.scratch, crew);
    this.#forward = new Forward(bench, parts.weights);
  }

  /** Rejects with `pack-invalid` or `out-of-memory`. */
  static async create(voice: Voice, options: EngineOptions): Promise<VoiceEngine> {
    const { threads, contextWindow, inTurn = (start) => start() } = options;
    const shared = threads > 1;
    const module = await loadKernels(shared, options.builds);
    const heap = new Heap(shared);
    const kernels = instantiate(module, heap.memory);
    const base = heap.allocate(voice.bytes);
    const weights = locate(voice.tensors, voice.shape, base, voice.bytes);
    await fill(new Uint8Array(heap.memory.buffer, base, voice.bytes), voice.weights);
    const scratch = allocateScratch(heap, kernels, voice.shape, threads, contextWindow);
    for (const { q, scales, minimums, rows, columns } of q4Matrices(weights))
      kernels.q4Quads(q, scales, minimums, rows, columns, BLOCK, scratch.active);
    divideColumns(heap.memory, weights, divisionOf(voice.shape, threads));
    const parts = { heap, kernels, weights, scratch };
    if (!shared) return new VoiceEngine(voice, options, module, parts, undefined, []);
    const words = heap.allocate(CONTROL_BYTES);
    const { shape } = voice;
    const setup = {
      memory: heap.memory,
      module,
      weights,
      shape,
      scratch,
      words,
      threads,
    };
    const workers = await inTurn(() => startVoiceThreads(setup));
    return new VoiceEngine(voice, options, module, parts, words, workers);
  }

  /** All layers for tokens whose embeddings lie in `scratch.x`. */
  run(pass: Pass): void {
    if (this.#control) announce(this.#control, pass);
    this.#forward.run(pass);
  }

  /** A word's embedding `[hidden]` to `out`. */
  embed(id: number, out: number): void {
    const { frequent, first, others } = this.weights.table;
    const { q, scales, minimums } = others;
    if (id < frequent) this.kernels.q8Row(out, first.q, first.scales, id, this.shape.hidden);
    else this.kernels.q4Row(out, q, scales, minimums, id - frequent, this.shape.hidden, BLOCK);
  }

  /** Counts one decoder more. */
  join(): void {
    this.#users++;
  }

  /** Counts one decoder less; the last one ends the threads. */
  leave(): void {
    if (--this.#users === 0) for (const worker of this.#workers) worker.terminate();
  }
}

async function fill(room: Uint8Array, weights: Voice['weights']): Promise<void> {
  if (weights instanceof Uint8Array) {
    room.set(weights);
    return;
  }
  if (typeof weights === 'function') return weights(room);
  let at = 0;
  for await (const part of weights) {
    room.set(part, at);
    at += part.length;
  }
}
