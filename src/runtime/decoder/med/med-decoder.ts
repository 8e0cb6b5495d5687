/** BLIP's image-grounded decoder on the project's own WebAssembly kernels, with its weights as the pack stores them. */
import { VlmError } from '../../../protocol/error.ts';
import { Heap } from '../../kernels/heap.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import { instantiate, loadKernels } from '../../kernels/load.ts';
import type { ExternalData } from '../../session.ts';
import { read, type Tensors } from '../../tensor.ts';
import { fieldsOf } from '../onnx/protobuf.ts';
import { GRAPH, initializersOf } from '../onnx/stored-tensor.ts';
import { MedForward } from './forward.ts';
import { MedHypotheses } from './med-hypotheses.ts';
import { allocateRoom, type Room } from './room.ts';
import type { MedShape } from './shape.ts';
import { placeWeights } from './weights.ts';

/** Side by side at once without further memory. */
const HYPOTHESES = 8;

export class MedDecoder {
  readonly #heap: Heap;
  readonly #kernels: Kernels;
  readonly #forward: MedForward;
  readonly #shape: MedShape;
  readonly #inner: number;
  #room: Room | undefined;

  private constructor(heap: Heap, kernels: Kernels, forward: MedForward, shape: MedShape, inner: number) {
    this.#heap = heap;
    this.#kernels = kernels;
    this.#forward = forward;
    this.#shape = shape;
    this.#inner = inner;
  }

  /**
   * Undefined where the file stores its weights in another way than these kernels take, or where this browser can run
   * none but the plain ones: ONNX Runtime is faster then. Rejects with `pack-invalid` or `out-of-memory`.
   * @param model The decoder's ONNX file. @param files Those beside it.
   */
  static async create(
    model: Uint8Array,
    files: readonly ExternalData[],
    shape: MedShape,
  ): Promise<MedDecoder | undefined> {
    const graph = [...fieldsOf(model)].find(({ number }) => number === GRAPH);
    if (!graph) return undefined;
    const module = await loadKernels(false);
    if (module.build === 'plain') return undefined;
    const heap = new Heap(false);
    const kernels = instantiate(module, heap.memory);
    const weights = placeWeights(initializersOf(graph.content, files), shape, heap, kernels);
    if (!weights) return undefined;
    const forward = new MedForward(kernels, weights, shape);
    return new MedDecoder(heap, kernels, forward, shape, weights.layers[0]?.inner.rows ?? 0);
  }

  /**
   * Begins to write about one picture, with one empty hypothesis. One picture at a time.
   * @param cross `cross.{layer}.key` and `.value`, `[1, heads, visualTokens, headDim]`; copied.
   * @param most Hypotheses that there will ever be side by side.
   */
  async begin(cross: Tensors, most: number): Promise<MedHypotheses> {
    if (!this.#room || most > this.#room.most)
      this.#room = allocateRoom(
        this.#heap,
        this.#kernels,
        this.#shape,
        this.#inner,
        Math.max(most, HYPOTHESES),
      );
    const { pictures } = this.#room;
    for (const [i, layer] of this.#shape.crossLayers.entries()) {
      const keys = await this.#picture(cross, `cross.${layer}.key`);
      const values = await this.#picture(cross, `cross.${layer}.value`);
      const to = new Float32Array(this.#heap.memory.buffer, pictures[i], keys.length + values.length);
      to.set(keys);
      to.set(values, keys.length);
    }
    return new MedHypotheses(this.#heap, this.#forward, this.#shape, this.#room);
  }

  async #picture(cross: Tensors, name: string): Promise<Float32Array> {
    const { visualTokens, hidden } = this.#shape;
    const tensor = cross[name];
    if (tensor?.size === visualTokens * hidden) return read(tensor);
    throw new VlmError('pack-invalid', `The pack's bridge gives no ${name} of ${visualTokens} x ${hidden}.`);
  }
}
