/** BLIP's image-grounded decoder on the project's own WebAssembly kernels, with its weights as the pack stores them. */
import type { Tensors } from '../tensor.ts';
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import { readDecoder } from './decoder-weights.ts';
import { MedForward, type DecoderRoom } from './forward.ts';
import { MedHypotheses } from './med-hypotheses.ts';
import type { MedMemory } from './memory.ts';
import { allocateRoom, showPicture } from './room.ts';
import type { DecoderShape } from './shape.ts';

/** Side by side at once without further memory. */
const HYPOTHESES = 8;

export class MedDecoder {
  readonly #memory: MedMemory;
  readonly #forward: MedForward;
  readonly #shape: DecoderShape;
  readonly #inner: number;
  #room: DecoderRoom | undefined;

  private constructor(memory: MedMemory, forward: MedForward, shape: DecoderShape, inner: number) {
    this.#memory = memory;
    this.#forward = forward;
    this.#shape = shape;
    this.#inner = inner;
  }

  /**
   * Undefined where the file stores its weights in another way than the kernels take. Throws `out-of-memory`.
   * @param tensors Of the decoder's ONNX file.
   */
  static create(
    memory: MedMemory,
    tensors: ReadonlyMap<string, StoredTensor>,
    shape: DecoderShape,
  ): MedDecoder | undefined {
    const weights = memory.place(tensors, (from) => readDecoder(from, shape));
    if (!weights) return undefined;
    const forward = new MedForward(memory.kernels, weights, shape);
    return new MedDecoder(memory, forward, shape, weights.layers[0]?.inner.rows ?? 0);
  }

  /**
   * Begins to write about one picture, with one empty hypothesis. One picture at a time. Rejects with `pack-invalid`.
   * @param cross `cross.{layer}.key` and `.value`, `[1, heads, visualTokens, headDim]`; copied.
   * @param most Hypotheses that there will ever be side by side.
   */
  async begin(cross: Tensors, most: number): Promise<MedHypotheses> {
    if (!this.#room || most > this.#room.most) this.#room = this.#allocate(Math.max(most, HYPOTHESES));
    await showPicture(cross, this.#memory, this.#shape, this.#room);
    return new MedHypotheses(this.#memory.heap, this.#forward, this.#shape, this.#room);
  }

  #allocate(most: number): DecoderRoom {
    const room = allocateRoom(this.#memory, this.#shape, this.#inner, most);
    return { ...room, logits: this.#memory.heap.allocate(most * this.#shape.decoderVocab * 4) };
  }
}
