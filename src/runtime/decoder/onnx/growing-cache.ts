/**
 * Keys and values of what was read, as the last run gave them: a run makes new tensors and never writes into old ones,
 * so forks share them until one reads on.
 */
import { disposeAll, type TensorFactory, type Tensors } from '../../tensor.ts';
import type { VoiceSizes } from '../webgpu/shape.ts';

export class GrowingCache {
  /** Tokens. */
  readonly length: number;
  /** `past_key_values.N.key` and `.value`, `[1, kvHeads, length, headDim]`. */
  readonly tensors: Tensors;
  #users = 1;

  /** @param tensors Its own from now on. */
  constructor(tensors: Tensors, length: number) {
    this.tensors = tensors;
    this.length = length;
  }

  static empty(factory: TensorFactory, { layers, kvHeads, headDim }: VoiceSizes): GrowingCache {
    const nothing = () => factory.float(new Float32Array(), [1, kvHeads, 0, headDim]);
    return new GrowingCache(Object.fromEntries(cacheNames(layers).map(({ past }) => [past, nothing()])), 0);
  }

  get bytes(): number {
    return Object.values(this.tensors).reduce((sum, { size }) => sum + size * 4, 0);
  }

  /** One more decoder holds it. */
  share(): this {
    this.#users += 1;
    return this;
  }

  /** One fewer; the last one frees it. */
  release(): void {
    this.#users -= 1;
    if (this.#users === 0) disposeAll(this.tensors);
  }

  /** A cache of the first `length` tokens alone. This one stays as it is. */
  async cut(factory: TensorFactory, length: number): Promise<GrowingCache> {
    const cut: Tensors = {};
    for (const [name, tensor] of Object.entries(this.tensors))
      cut[name] = await factory.first(tensor, length);
    return new GrowingCache(cut, length);
  }
}

/** The names of the cache's tensors, as inputs and as outputs of a run. */
export function cacheNames(layers: number): { past: string; present: string }[] {
  return Array.from({ length: layers }, (_, layer) => layer).flatMap((layer) =>
    ['key', 'value'].map((part) => ({
      past: `past_key_values.${layer}.${part}`,
      present: `present.${layer}.${part}`,
    })),
  );
}
