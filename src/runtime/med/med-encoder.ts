/**
 * A MED's encoders on the project's own WebAssembly kernels: every token of a text sees every other one, alone (ITC) or
 * looking at a picture (ITM). Both read the mean of the last layer's states.
 */
import { VlmError } from '../../protocol/error.ts';
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import type { Tensors } from '../tensor.ts';
import { encoderShape, type EncoderShape } from './encoder-shape.ts';
import { MedLayers } from './layers.ts';
import type { MedMemory } from './memory.ts';
import { allocateRoom, showPicture, tokenBytes, type Room } from './room.ts';

/** Tokens that there is room for at first: longer texts are rare. */
const TOKENS = 32;

export class MedEncoder {
  readonly #memory: MedMemory;
  readonly #layers: MedLayers;
  readonly #shape: EncoderShape;
  readonly #inner: number;
  #room: Room | undefined;

  private constructor(memory: MedMemory, layers: MedLayers, shape: EncoderShape, inner: number) {
    this.#memory = memory;
    this.#layers = layers;
    this.#shape = shape;
    this.#inner = inner;
  }

  /**
   * Undefined where the file stores its weights in another way than the kernels take. Throws `out-of-memory`.
   * @param tensors Of the encoder's ONNX file.
   * @param visualTokens Tokens of a picture; 0 for an encoder that looks at none.
   */
  static create(
    memory: MedMemory,
    tensors: ReadonlyMap<string, StoredTensor>,
    visualTokens: number,
  ): MedEncoder | undefined {
    const shape = encoderShape(tensors, visualTokens);
    if (!shape) return undefined;
    const weights = memory.place(tensors, (from) => from.layers(shape, 'self_attention', shape.vocab, null));
    if (!weights) return undefined;
    const layers = new MedLayers(memory.kernels, weights, shape);
    return new MedEncoder(memory, layers, shape, weights.layers[0]?.inner.rows ?? 0);
  }

  /**
   * The mean of the last layer's states `[hidden]`. Rejects with `pack-invalid` where the picture doesn't fit.
   * @param ids At most as many as there are positions.
   * @param cross `cross.{layer}.key` and `.value`, `[1, heads, visualTokens, headDim]`, of the picture to look at.
   */
  async mean(ids: readonly number[], cross: Tensors): Promise<Float32Array> {
    const { hidden, maxPositions, visualTokens } = this.#shape;
    if (ids.length === 0 || ids.length > maxPositions)
      throw new VlmError('internal', `A text of ${ids.length} tokens was not to be expected.`);
    const room = this.#roomFor(ids.length);
    await showPicture(cross, this.#memory, this.#shape, room);
    const mode = {
      position: 0,
      step: 1 as const,
      to: room.tokens[0] as number,
      table: () => room.tables,
      length: ids.length,
      pictureLength: visualTokens,
    };
    this.#layers.run(ids, mode, room);
    const states = new Float32Array(this.#memory.heap.memory.buffer, room.x, ids.length * hidden);
    return Float32Array.from({ length: hidden }, (_, column) => {
      let sum = 0;
      for (let at = column; at < states.length; at += hidden) sum += states[at] as number;
      return sum / ids.length;
    });
  }

  #roomFor(count: number): Room {
    if (this.#room && count <= this.#room.most) return this.#room;
    const { maxPositions } = this.#shape;
    const { heap } = this.#memory;
    const most = Math.min(maxPositions, Math.max(count, TOKENS));
    const room = allocateRoom(this.#memory, this.#shape, this.#inner, most);
    const bytes = tokenBytes(this.#shape);
    const first = heap.allocate(most * bytes);
    room.tokens.push(first);
    // Every token sees the same ones: one table serves all.
    const table = new Uint32Array(heap.memory.buffer, room.tables, maxPositions);
    for (let i = 0; i < most; i++) table[i] = first + i * bytes;
    return (this.#room = room);
  }
}
