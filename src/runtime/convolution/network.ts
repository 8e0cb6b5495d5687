/** The convolutions of a vision network in linear memory of their own: weights, what lies between steps, threads. */
import { alone, type Crew } from '../kernels/crew.ts';
import { Heap } from '../kernels/heap.ts';
import { announceJob, CONTROL_BYTES, crewOf } from '../kernels/job.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { instantiate, loadKernels, type KernelBuild } from '../kernels/load.ts';
import { startThreads } from '../kernels/start-threads.ts';
import { forward } from './forward.ts';
import { placesOf } from './places.ts';
import type { Plan } from './plan.ts';
import type { ThreadSetup } from './thread.ts';
import { orderedWeights, type Floats } from './weights.ts';

export class ConvolutionNetwork {
  readonly plan: Plan;
  readonly #heap: Heap;
  readonly #kernels: Kernels;
  readonly #at: ReadonlyMap<string, number>;
  readonly #crew: Crew;
  readonly #control: Int32Array | undefined;
  readonly #workers: Worker[];

  private constructor(
    plan: Plan,
    { memory, module, at, words, threads }: Omit<ThreadSetup, 'index'>,
    heap: Heap,
    workers: Worker[],
  ) {
    this.plan = plan;
    this.#heap = heap;
    this.#kernels = instantiate(module, memory);
    this.#at = at;
    this.#control = threads > 1 ? new Int32Array(memory.buffer, words) : undefined;
    this.#crew = this.#control ? crewOf(this.#control, 0, threads) : alone;
    this.#workers = workers;
  }

  /**
   * Undefined where weights can't be had, or none of the fast kernels can be trusted. Rejects with `out-of-memory`.
   * @param inTurn Starts the threads when nothing else is being started. @param builds Which kernels to try, best first.
   */
  static async create(
    plan: Plan,
    floats: Floats,
    threads: number,
    inTurn: <T>(start: () => Promise<T>) => Promise<T>,
    builds?: readonly KernelBuild[],
  ): Promise<ConvolutionNetwork | undefined> {
    const shared = threads > 1;
    const module = await loadKernels(shared, builds);
    if (module.build === 'plain' && !builds?.includes('plain')) return undefined;
    const heap = new Heap(shared);
    const at = allocate(plan, floats, heap);
    if (!at) return undefined;
    const words = heap.allocate(CONTROL_BYTES);
    const setup = { memory: heap.memory, module, steps: plan.steps, at, words, threads };
    const workers = await inTurn(() => startThreads<ThreadSetup>(openThread, setup, 'the vision network'));
    return new ConvolutionNetwork(plan, setup, heap, workers);
  }

  /**
   * One picture's results, channels first: `[channels, height, width]` each, in the plan's order.
   * @param picture `[channels, height, width]` as the graph takes it.
   */
  run(picture: Float32Array): Float32Array[] {
    const { steps, results } = this.plan;
    const { buffer } = this.#heap.memory;
    new Float32Array(buffer, this.#at.get(this.plan.picture.name), picture.length).set(picture);
    if (this.#control) announceJob(this.#control);
    forward(this.#kernels, steps, this.#at, this.#crew);
    return results.map(({ name, channels, height, width }) => {
      const pixels = height * width;
      return channelsFirst(new Float32Array(buffer, this.#at.get(name), channels * pixels), channels);
    });
  }

  /** Ends the threads; nothing runs after that. */
  release(): void {
    for (const worker of this.#workers) worker.terminate();
  }
}

function openThread(): Worker {
  return new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' });
}

/** Addresses of weights, which are put there, and of tensors. */
function allocate(
  { picture, steps, results }: Plan,
  floats: Floats,
  heap: Heap,
): Map<string, number> | undefined {
  const { name, channels, height, width } = picture;
  const given = new Map([[name, channels * height * width]]);
  const places = placesOf(steps, given, new Set(results.map(({ name }) => name)));
  const base = heap.allocate(places.bytes);
  const at = new Map([...places.at].map(([name, offset]) => [name, base + offset]));
  for (const [name, numbers] of orderedWeights(steps, floats)) {
    if (!numbers) return undefined;
    const address = heap.allocate(numbers.byteLength);
    new Float32Array(heap.memory.buffer, address, numbers.length).set(numbers);
    at.set(name, address);
  }
  return at;
}

/** `[pixels, channels]` -> `[channels, pixels]`. */
function channelsFirst(numbers: Float32Array, channels: number): Float32Array {
  const pixels = numbers.length / channels;
  const turned = new Float32Array(numbers.length);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let channel = 0; channel < channels; channel++)
      turned[channel * pixels + pixel] = numbers[pixel * channels + channel] as number;
  return turned;
}
