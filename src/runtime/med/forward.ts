/** A MED decoder's next-word logits for one token of each hypothesis. */
import type { Kernels } from '../kernels/kernels.ts';
import type { DecoderWeights } from './decoder-weights.ts';
import { MedLayers } from './layers.ts';
import type { Room } from './room.ts';
import type { DecoderShape } from './shape.ts';

/** A room with a place for `[most, decoderVocab]` f32. */
export interface DecoderRoom extends Room {
  logits: number;
}

export class MedForward {
  readonly #kernels: Kernels;
  readonly #layers: MedLayers;
  readonly #weights: DecoderWeights;
  readonly #shape: DecoderShape;

  constructor(kernels: Kernels, weights: DecoderWeights, shape: DecoderShape) {
    this.#kernels = kernels;
    this.#layers = new MedLayers(kernels, weights, shape);
    this.#weights = weights;
    this.#shape = shape;
  }

  /**
   * Reads the tokens at `position`, whose places the tables name already, and leaves `[tokens.length, decoderVocab]` in
   * the room's logits.
   */
  run(tokens: readonly number[], position: number, room: DecoderRoom): void {
    const { words, transform, transformNorm } = this.#weights;
    const { hidden, maxPositions, captionTokens } = this.#shape;
    const count = tokens.length;
    const mode = {
      position,
      step: 0 as const,
      to: room.tokens[position] as number,
      table: (row: number) => room.tables + row * maxPositions * 4,
      length: position + 1,
      pictureLength: captionTokens,
    };
    this.#layers.run(tokens, mode, room);
    this.#layers.quantise(room.x, hidden, count, room);
    this.#layers.dense(transform, room, room.y, count);
    this.#kernels.gelu(room.y, count * hidden);
    for (let row = 0; row < count; row++) this.#layers.normalise(transformNorm, room.y, row, room.nothing);
    this.#layers.quantise(room.y, hidden, count, room);
    this.#layers.dense(words, room, room.logits, count);
  }
}
