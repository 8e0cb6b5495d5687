/** One memory for the modes of a MED: weights that they share lie there once. */
import { Heap } from '../kernels/heap.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { instantiate, loadKernels } from '../kernels/load.ts';
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import { WeightReader } from './weight-reader.ts';
import { BLOCK } from './weights.ts';

export class MedMemory {
  readonly heap: Heap;
  readonly kernels: Kernels;
  /** Addresses by the tensor's name and length: the decoder's word table is the beginning of the encoders'. */
  readonly #placed = new Map<string, number>();
  /** Of the matrices that are in quads already, where their codes lie. */
  readonly #inQuads = new Set<number>();

  constructor(heap: Heap, kernels: Kernels) {
    this.heap = heap;
    this.kernels = kernels;
  }

  /** Undefined where this browser can run none but the plain kernels: ONNX Runtime is faster then. */
  static async load(): Promise<MedMemory | undefined> {
    const module = await loadKernels(false);
    if (module.build === 'plain') return undefined;
    const heap = new Heap(false);
    return new MedMemory(heap, instantiate(module, heap.memory));
  }

  /**
   * Copies weights into the memory and puts them in order. Undefined, with nothing copied, where a tensor is missing or
   * is stored in another way: such a file is not for these kernels. Throws `out-of-memory`.
   * @param read Names what it needs; called twice.
   */
  place<Weights>(
    tensors: ReadonlyMap<string, StoredTensor>,
    read: (from: WeightReader) => Weights,
  ): Weights | undefined {
    let whole = true;
    // The first reading looks whether all are there, the second puts them where they will be.
    const look = (_: string, bytes: Uint8Array | undefined): number => {
      whole &&= bytes !== undefined;
      return 0;
    };
    read(new WeightReader(tensors, look));
    if (!whole) return undefined;
    const reader = new WeightReader(tensors, (name, bytes = new Uint8Array()) => this.#copy(name, bytes));
    const weights = read(reader);
    const fresh = reader.matrices.filter(({ q }) => !this.#inQuads.has(q));
    const room = this.heap.allocate(2 * Math.max(0, ...fresh.map(({ columns }) => columns)));
    for (const { q, scales, minimums, rows, columns } of fresh) {
      this.kernels.q4Quads(q, scales, minimums, rows, columns, BLOCK, room);
      this.#inQuads.add(q);
    }
    return weights;
  }

  #copy(name: string, bytes: Uint8Array): number {
    const key = `${name} ${bytes.length}`;
    const known = this.#placed.get(key);
    if (known !== undefined) return known;
    const address = this.heap.allocate(bytes.length);
    new Uint8Array(this.heap.memory.buffer, address, bytes.length).set(bytes);
    this.#placed.set(key, address);
    return address;
  }
}
