/** The layers of a MED decoder for one token of each hypothesis. */
import type { Kernels } from '../../kernels/kernels.ts';
import { tokenBytes, type Room } from './room.ts';
import type { MedShape } from './shape.ts';
import { BLOCK, type AttentionWeights, type Dense, type MedWeights, type Norm } from './weights.ts';

/** Of BERT's layer normalisations. */
const EPSILON = 1e-12;

/** Where attention finds keys and values. */
interface Place {
  /** For each hypothesis the table of its pages. */
  table: (row: number) => number;
  /** Where in a page the first head's keys and values begin. */
  keys: number;
  values: number;
  /** Bytes from a head's to the next. */
  head: number;
  /** Positions in a page, and in all. */
  pageLength: number;
  length: number;
}

export class MedForward {
  readonly #kernels: Kernels;
  readonly #weights: MedWeights;
  readonly #shape: MedShape;

  constructor(kernels: Kernels, weights: MedWeights, shape: MedShape) {
    this.#kernels = kernels;
    this.#weights = weights;
    this.#shape = shape;
  }

  /**
   * Reads the tokens at `position`, whose places the tables name already, and leaves `[tokens.length, decoderVocab]` in
   * the room's logits.
   */
  run(tokens: readonly number[], position: number, room: Room): void {
    const { words, transform, transformNorm, layers } = this.#weights;
    const { hidden } = this.#shape;
    const count = tokens.length;
    this.#embed(tokens, position, room);
    let crossed = 0;
    layers.forEach((layer, index) => {
      const { own, cross, inner, outer, norm } = layer;
      this.#quantise(room.x, hidden, count, room);
      this.#remember(own.key, own.value, index, position, count, room);
      this.#attend(own, this.#past(index, position, room), count, room);
      if (cross) {
        this.#quantise(room.x, hidden, count, room);
        this.#attend(cross, this.#picture(crossed++, room), count, room);
      }
      this.#quantise(room.x, hidden, count, room);
      this.#dense(inner, room, room.inner, count);
      this.#kernels.gelu(room.inner, count * inner.rows);
      this.#quantise(room.inner, inner.rows, count, room);
      this.#dense(outer, room, room.y, count);
      this.#add(norm, count, room);
    });
    this.#quantise(room.x, hidden, count, room);
    this.#dense(transform, room, room.y, count);
    this.#kernels.gelu(room.y, count * hidden);
    for (let row = 0; row < count; row++) this.#normalise(transformNorm, room.y, row, room.nothing);
    this.#quantise(room.y, hidden, count, room);
    this.#dense(words, room, room.logits, count);
  }

  #embed(tokens: readonly number[], position: number, room: Room): void {
    const { words, positions, norm } = this.#weights;
    const { hidden } = this.#shape;
    tokens.forEach((token, row) => {
      const to = room.x + row * hidden * 4;
      this.#kernels.q4Row(to, words.q, words.scales, words.minimums, token, hidden, BLOCK);
      this.#normalise(norm, room.x, row, positions + position * hidden * 4);
    });
  }

  /** Writes the tokens' keys and values where their tables say. */
  #remember(key: Dense, value: Dense, layer: number, position: number, count: number, room: Room): void {
    const stride = tokenBytes(this.#shape);
    const to = (room.tokens[position] as number) + layer * 2 * key.rows * 4;
    this.#dense(key, room, to, count, stride);
    this.#dense(value, room, to + key.rows * 4, count, stride);
  }

  #past(layer: number, position: number, { tables }: Room): Place {
    const { hidden, headDim, maxPositions } = this.#shape;
    const keys = layer * 2 * hidden * 4;
    return {
      table: (row) => tables + row * maxPositions * 4,
      keys,
      values: keys + hidden * 4,
      head: headDim * 4,
      pageLength: 1,
      length: position + 1,
    };
  }

  #picture(crossed: number, { pictureTables }: Room): Place {
    const { hidden, headDim, visualTokens, captionTokens } = this.#shape;
    return {
      table: () => pictureTables[crossed] as number,
      keys: 0,
      values: visualTokens * hidden * 4,
      head: visualTokens * headDim * 4,
      pageLength: visualTokens,
      length: captionTokens,
    };
  }

  /** One sublayer, of the residual as it lies quantised. */
  #attend({ query, output, norm }: AttentionWeights, place: Place, count: number, room: Room): void {
    const { heads, headDim, hidden } = this.#shape;
    this.#dense(query, room, room.query, count);
    for (let row = 0; row < count; row++)
      for (let head = 0; head < heads; head++) {
        const at = (row * hidden + head * headDim) * 4;
        this.#kernels.attention(
          room.attended + at,
          room.query + at,
          1,
          place.table(row),
          place.keys + head * place.head,
          place.values + head * place.head,
          place.pageLength,
          place.length,
          headDim,
          headDim ** -0.5,
          room.scores,
        );
      }
    this.#quantise(room.attended, hidden, count, room);
    this.#dense(output, room, room.y, count);
    this.#add(norm, count, room);
  }

  /** The residual, normalised, for each hypothesis. */
  #add(norm: Norm, count: number, { x, y }: Room): void {
    for (let row = 0; row < count; row++) this.#normalise(norm, x, row, y + row * this.#shape.hidden * 4);
  }

  #normalise({ weight, bias }: Norm, x: number, row: number, y: number): void {
    const { hidden } = this.#shape;
    this.#kernels.addNorm(x + row * hidden * 4, y, weight, bias, hidden, EPSILON);
  }

  /** Vectors `[count, width]` to what the next products take. */
  #quantise(x: number, width: number, count: number, { dense }: Room): void {
    const bytes = this.#kernels.denseBytes(width);
    for (let row = 0; row < count; row++)
      this.#kernels.quantiseDense(x + row * width * 4, width, dense + row * bytes);
  }

  #dense(
    { q, scales, minimums, bias, rows, columns }: Dense,
    { dense }: Room,
    out: number,
    count: number,
    stride = rows * 4,
  ): void {
    this.#kernels.dense(out, stride, q, scales, minimums, bias, rows, columns, dense, count);
  }
}
