/** Keys and values of the tokens so far, per layer: owned here, freed here, on whichever device they are. */
import { disposeAll, type TensorFactory, type Tensors } from '../../runtime/tensor.ts';

/** The decoder's shape. */
export interface CacheShape {
  layers: number;
  heads: number;
  headDim: number;
}

export class KvCache {
  readonly #tensors: TensorFactory;
  /** `past.{layer}.key` and `.value`, `[batch, heads, length, headDim]`; the decoder's input. */
  past: Tensors;

  /** An empty cache of one hypothesis. */
  constructor({ layers, heads, headDim }: CacheShape, tensors: TensorFactory) {
    this.#tensors = tensors;
    const empty = () => tensors.float(new Float32Array(0), [1, heads, 0, headDim]);
    this.past = Object.fromEntries(
      Array.from({ length: layers }, (_, layer) => [
        [`past.${layer}.key`, empty()],
        [`past.${layer}.value`, empty()],
      ]).flat() as [string, ReturnType<typeof empty>][],
    );
  }

  /** Takes over the decoder's `present.*` outputs. */
  replace(present: Tensors): void {
    disposeAll(this.past);
    this.past = Object.fromEntries(
      Object.entries(present).map(([name, tensor]) => [name.replace('present', 'past'), tensor]),
    );
  }

  /** Keeps, drops or repeats hypotheses: row i becomes what row `rows[i]` was. */
  async reorder(rows: readonly number[], batch: number): Promise<void> {
    if (rows.length === batch && rows.every((row, i) => row === i)) return;
    const old = this.past;
    this.past = await takeRows(old, rows, this.#tensors);
    disposeAll(old);
  }

  dispose(): void {
    disposeAll(this.past);
    this.past = {};
  }
}

/** New tensors made of the given rows of each; the old ones stay. */
async function takeRows(from: Tensors, rows: readonly number[], tensors: TensorFactory): Promise<Tensors> {
  const taken = await Promise.all(
    Object.entries(from).map(async ([name, tensor]) => [name, await tensors.rows(tensor, rows)] as const),
  );
  return Object.fromEntries(taken);
}
