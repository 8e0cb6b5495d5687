/**
 * A picture's tokens to the keys and values that a MED's cross-attention looks at, on the project's own WebAssembly
 * kernels.
 */
import { VlmError } from '../../protocol/error.ts';
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import type { TensorFactory, Tensors } from '../tensor.ts';
import type { MedMemory } from './memory.ts';
import type { MedShape } from './shape.ts';
import { BLOCK, CODE_BYTES, type Dense } from './weights.ts';

/** What lies where for one picture; f32 unless said. */
interface Place {
  /** `[visualTokens, hidden]`. */
  tokens: number;
  /** The same as quantised vectors. */
  quantised: number;
  /** What one matrix gives `[visualTokens, hidden]`, then by heads `[heads, visualTokens, headDim]`. */
  projected: number;
  byHead: number;
}

export class MedCross {
  readonly #memory: MedMemory;
  readonly #weights: Record<string, Dense>;
  readonly #shape: MedShape;
  readonly #tensors: TensorFactory;
  readonly #place: Place;

  private constructor(
    memory: MedMemory,
    weights: Record<string, Dense>,
    shape: MedShape,
    tensors: TensorFactory,
  ) {
    this.#memory = memory;
    this.#weights = weights;
    this.#shape = shape;
    this.#tensors = tensors;
    const { heap, kernels } = memory;
    const floats = shape.visualTokens * shape.hidden;
    this.#place = {
      tokens: heap.allocate(floats * 4),
      quantised: heap.allocate(shape.visualTokens * kernels.quantisedBytes(shape.hidden)),
      projected: heap.allocate(floats * 4),
      byHead: heap.allocate(floats * 4),
    };
  }

  /**
   * Undefined where the file stores its weights in another way than the kernels take. Throws `out-of-memory`.
   * @param stored Of the projections' ONNX file. @param tensors Makes the results.
   */
  static create(
    memory: MedMemory,
    stored: ReadonlyMap<string, StoredTensor>,
    shape: MedShape,
    tensors: TensorFactory,
  ): MedCross | undefined {
    const { hidden, crossLayers } = shape;
    const weights = memory.place(stored, (from) =>
      Object.fromEntries(
        crossLayers.flatMap((layer) =>
          ['key', 'value'].map((part) => [
            `cross.${layer}.${part}`,
            from.dense(`layers.${layer}.cross_attention.${part}`, hidden, hidden),
          ]),
        ),
      ),
    );
    return weights && new MedCross(memory, weights, shape, tensors);
  }

  /**
   * Rejects with `pack-invalid` where the picture has another number of tokens.
   * @param features `[visualTokens, hidden]`.
   * @returns `cross.{layer}.key` and `.value`, `[1, heads, visualTokens, headDim]`; the caller disposes them.
   */
  async project({ visualTokens: x }: { visualTokens: Float32Array }): Promise<Tensors> {
    const { hidden, heads, headDim, visualTokens } = this.#shape;
    if (x.length !== visualTokens * hidden)
      throw new VlmError(
        'pack-invalid',
        `What sees gives ${x.length} numbers, not ${visualTokens} tokens of ${hidden}. Export the pack again.`,
      );
    const { heap, kernels } = this.#memory;
    const { tokens, quantised, byHead } = this.#place;
    new Float32Array(heap.memory.buffer, tokens, x.length).set(x);
    const bytes = kernels.quantisedBytes(hidden);
    for (let i = 0; i < visualTokens; i++) {
      const [from, to] = [tokens + i * hidden * 4, quantised + i * bytes];
      kernels.quantise(from, hidden, to, 0, hidden / BLOCK, BLOCK, CODE_BYTES);
    }
    const project = (weights: Dense): Float32Array => {
      this.#project(weights);
      return new Float32Array(heap.memory.buffer, byHead, x.length).slice();
    };
    const dims = [1, heads, visualTokens, headDim];
    return Object.fromEntries(
      Object.entries(this.#weights).map(([name, weights]) => [
        name,
        this.#tensors.float(project(weights), dims),
      ]),
    );
  }

  #project({ q, scales, minimums, bias, rows, columns }: Dense): void {
    const { kernels } = this.#memory;
    const { heads, headDim, visualTokens } = this.#shape;
    const { quantised, projected, byHead } = this.#place;
    const stride = rows * 4;
    kernels.q4Matrix(
      projected,
      stride,
      q,
      scales,
      minimums,
      0,
      rows,
      columns,
      BLOCK,
      quantised,
      visualTokens,
      0,
      bias,
      CODE_BYTES,
    );
    for (let i = 0; i < visualTokens; i++)
      kernels.spread(
        projected + i * stride,
        heads,
        headDim,
        byHead + i * headDim * 4,
        visualTokens * headDim * 4,
      );
  }
}
