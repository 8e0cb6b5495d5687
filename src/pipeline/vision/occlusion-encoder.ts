/** PixelValues to the picture's embedding without each of its places, for showing why it matched. */
import type { Session } from '../../runtime/session.ts';
import { disposeAll, read, type TensorFactory } from '../../runtime/tensor.ts';
import { output } from '../output.ts';
import type { PixelValues } from '../preprocessing/pixel-values.ts';

/** Embeddings of one picture, each without one place of a grid and that place's neighbours. */
export interface OccludedEmbeds {
  rows: number;
  columns: number;
  /** `[rows * columns, embed]`, each of length 1, row by row from the top left. */
  embeds: Float32Array;
}

export class OcclusionEncoder {
  readonly #session: Session;
  readonly #tensors: TensorFactory;
  readonly #grid: { rows: number; columns: number };

  constructor(session: Session, tensors: TensorFactory, grid: { rows: number; columns: number }) {
    this.#session = session;
    this.#tensors = tensors;
    this.#grid = grid;
  }

  async encode({ data, dims }: PixelValues): Promise<OccludedEmbeds> {
    const pixels = this.#tensors.float(data, dims); // [1, 3, height, width]
    const outputs = await this.#session.run({ pixel_values: pixels });
    pixels.dispose();
    const embeds = Float32Array.from(await read(output(outputs, 'occluded_embeds'))); // [1, places, embed]
    disposeAll(outputs);
    return { rows: this.#grid.rows, columns: this.#grid.columns, embeds };
  }
}
