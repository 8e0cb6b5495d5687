/** Texts side by side about one picture: a hypothesis is the addresses of its tokens, so to repeat it is to copy those. */
import { VlmError } from '../../protocol/error.ts';
import type { Heap } from '../kernels/heap.ts';
import type { DecoderRoom, MedForward } from './forward.ts';
import { tokenBytes } from './room.ts';
import type { DecoderShape } from './shape.ts';

export class MedHypotheses {
  readonly #heap: Heap;
  readonly #forward: MedForward;
  readonly #shape: DecoderShape;
  readonly #room: DecoderRoom;
  /** Of each hypothesis, the addresses of its tokens' keys and values. */
  #tokens: number[][] = [[]];

  constructor(heap: Heap, forward: MedForward, shape: DecoderShape, room: DecoderRoom) {
    this.#heap = heap;
    this.#forward = forward;
    this.#shape = shape;
    this.#room = room;
  }

  /**
   * Feeds one token to each hypothesis.
   * @returns Logits of the next token, one array of `[decoderVocab]` per hypothesis.
   */
  step(tokens: readonly number[]): Promise<Float32Array[]> {
    const { decoderVocab } = this.#shape;
    const { logits } = this.#room;
    this.#place(tokens.length);
    this.#forward.run(tokens, (this.#tokens[0]?.length ?? 1) - 1, this.#room);
    const { buffer } = this.#heap.memory;
    return Promise.resolve(
      tokens.map((_, row) => new Float32Array(buffer, logits + row * decoderVocab * 4, decoderVocab).slice()),
    );
  }

  /** Keeps, drops or repeats: hypothesis i becomes what `rows[i]` was. */
  reorder(rows: readonly number[]): Promise<void> {
    this.#tokens = rows.map((row) => [...(this.#tokens[row] ?? [])]);
    return Promise.resolve();
  }

  dispose(): void {
    this.#tokens = [];
  }

  /** Gives each hypothesis a place for one token more, and writes the tables. */
  #place(count: number): void {
    const { maxPositions } = this.#shape;
    const position = this.#tokens[0]?.length ?? 0;
    if (count !== this.#tokens.length || count > this.#room.most || position >= maxPositions)
      throw new VlmError('internal', `${count} hypotheses at position ${position} were not to be expected.`);
    const bytes = tokenBytes(this.#shape);
    const first = (this.#room.tokens[position] ??= this.#heap.allocate(this.#room.most * bytes));
    const { buffer } = this.#heap.memory;
    this.#tokens.forEach((tokens, row) => {
      tokens.push(first + row * bytes);
      new Uint32Array(buffer, this.#room.tables + row * maxPositions * 4, maxPositions).set(tokens);
    });
  }
}
