/** The layers of a MED, in any of its modes: a mode is which tokens see which. */
import type { Kernels } from '../kernels/kernels.ts';
import { tokenBytes, type Room } from './room.ts';
import type { MedShape } from './shape.ts';
import {
  BLOCK,
  CODE_BYTES,
  type AttentionWeights,
  type Dense,
  type LayerWeights,
  type Norm,
} from './weights.ts';

/** Of BERT's layer normalisations. */
const EPSILON = 1e-12;

/** How the tokens of one run stand to one another. */
export interface Mode {
  /** The first token's position, and how far it is to the next's: 0 for hypotheses side by side, 1 along a text. */
  position: number;
  step: 0 | 1;
  /** Where the first token's keys and values go; the others' follow. */
  to: number;
  /** For each token the table of those that it sees, and how many they are. */
  table: (row: number) => number;
  length: number;
  /** The first of the picture's tokens: those that cross-attention looks at. */
  pictureLength: number;
}

/** Where attention finds keys and values. */
interface Place {
  /** For each token the table of its pages. */
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

export class MedLayers {
  readonly #kernels: Kernels;
  readonly #weights: LayerWeights;
  readonly #shape: MedShape;

  constructor(kernels: Kernels, weights: LayerWeights, shape: MedShape) {
    this.#kernels = kernels;
    this.#weights = weights;
    this.#shape = shape;
  }

  /** Reads the tokens and leaves the last layer's states `[tokens.length, hidden]` in the room's x. */
  run(tokens: readonly number[], mode: Mode, room: Room): void {
    const { layers } = this.#weights;
    const { hidden } = this.#shape;
    const count = tokens.length;
    this.#embed(tokens, mode, room);
    let crossed = 0;
    layers.forEach((layer, index) => {
      const { own, cross, inner, outer, norm } = layer;
      this.quantise(room.x, hidden, count, room);
      this.#remember(own.key, own.value, index, mode.to, count, room);
      this.#attend(own, this.#past(index, mode), count, room);
      if (cross) {
        this.quantise(room.x, hidden, count, room);
        this.#attend(cross, this.#picture(crossed++, mode, room), count, room);
      }
      this.quantise(room.x, hidden, count, room);
      this.dense(inner, room, room.inner, count);
      this.#kernels.gelu(room.inner, count * inner.rows);
      this.quantise(room.inner, inner.rows, count, room);
      this.dense(outer, room, room.y, count);
      this.#add(norm, count, room);
    });
  }

  /** Vectors `[count, width]` to what the next products take. */
  quantise(x: number, width: number, count: number, { quantised }: Room): void {
    const bytes = this.#kernels.quantisedBytes(width);
    for (let row = 0; row < count; row++)
      this.#kernels.quantise(
        x + row * width * 4,
        width,
        quantised + row * bytes,
        0,
        width / BLOCK,
        BLOCK,
        CODE_BYTES,
      );
  }

  /** Of the vectors as they lie quantised; `stride` bytes from a result to the next. */
  dense(
    { q, scales, minimums, bias, rows, columns }: Dense,
    { quantised: x }: Room,
    out: number,
    count: number,
    stride = rows * 4,
  ): void {
    this.#kernels.q4Matrix(
      out,
      stride,
      q,
      scales,
      minimums,
      0,
      rows,
      columns,
      BLOCK,
      x,
      count,
      0,
      bias,
      CODE_BYTES,
    );
  }

  /** Row `row` of `x`, with `y` added. */
  normalise({ weight, bias }: Norm, x: number, row: number, y: number): void {
    const { hidden } = this.#shape;
    this.#kernels.addNorm(x + row * hidden * 4, y, weight, bias, hidden, EPSILON);
  }

  #embed(tokens: readonly number[], { position, step }: Mode, room: Room): void {
    const { words, positions, norm } = this.#weights;
    const { hidden } = this.#shape;
    tokens.forEach((token, row) => {
      const to = room.x + row * hidden * 4;
      this.#kernels.q4Row(to, words.q, words.scales, words.minimums, token, hidden, BLOCK);
      this.normalise(norm, room.x, row, positions + (position + row * step) * hidden * 4);
    });
  }

  #remember(key: Dense, value: Dense, layer: number, first: number, count: number, room: Room): void {
    const stride = tokenBytes(this.#shape);
    const to = first + layer * 2 * key.rows * 4;
    this.dense(key, room, to, count, stride);
    this.dense(value, room, to + key.rows * 4, count, stride);
  }

  #past(layer: number, { table, length }: Mode): Place {
    const { hidden, headDim } = this.#shape;
    const keys = layer * 2 * hidden * 4;
    return { table, keys, values: keys + hidden * 4, head: headDim * 4, pageLength: 1, length };
  }

  #picture(crossed: number, { pictureLength }: Mode, { pictureTables }: Room): Place {
    const { hidden, headDim, visualTokens } = this.#shape;
    return {
      table: () => pictureTables[crossed] as number,
      keys: 0,
      values: visualTokens * hidden * 4,
      head: visualTokens * headDim * 4,
      pageLength: visualTokens,
      length: pictureLength,
    };
  }

  /** One sublayer, of the residual as it lies quantised. */
  #attend({ query, output, norm }: AttentionWeights, place: Place, count: number, room: Room): void {
    const { heads, headDim, hidden } = this.#shape;
    this.dense(query, room, room.query, count);
    for (let row = 0; row < count; row++)
      for (let head = 0; head < heads; head++) {
        const at = (row * hidden + head * headDim) * 4;
        this.#kernels.attention(
          room.attended + at,
          room.query + at,
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
    this.quantise(room.attended, hidden, count, room);
    this.dense(output, room, room.y, count);
    this.#add(norm, count, room);
  }

  /** The residual, normalised, for each token. */
  #add(norm: Norm, count: number, { x, y }: Room): void {
    for (let row = 0; row < count; row++) this.normalise(norm, x, row, y + row * this.#shape.hidden * 4);
  }
}
