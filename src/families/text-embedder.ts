/** Texts in the space of the pictures' embeddings (ITC); the session is made at the first text. */
import { TextEncoder } from '../pipeline/language/text-encoder.ts';
import type { Tokenizer } from '../pipeline/language/tokenizer.ts';
import { pause } from '../pipeline/pause.ts';
import { Recent } from '../pipeline/vision/recent.ts';
import type { TensorFactory } from '../runtime/tensor.ts';
import type { Components } from './components.ts';

/** The component it runs. */
export const TEXT = 'text';

const REMEMBERED = 48;

export class TextEmbedder {
  readonly #components: Components;
  readonly #tensors: TensorFactory;
  readonly #tokenizer: Tokenizer;
  readonly #embeds = new Recent<Float32Array>(REMEMBERED);

  constructor(components: Components, tensors: TensorFactory, tokenizer: Tokenizer) {
    this.#components = components;
    this.#tensors = tensors;
    this.#tokenizer = tokenizer;
  }

  /** `[embed]`, of length 1. Rejects with `aborted`. */
  async embed(text: string, signal: AbortSignal): Promise<Float32Array> {
    const ids = this.#tokenizer.encode(text);
    const key = ids.join(' ');
    const known = this.#embeds.get(key);
    if (known) return known;
    const encoder = new TextEncoder(await this.#components.session(TEXT), this.#tensors);
    await pause(signal);
    const embeds = await encoder.encode(ids);
    this.#embeds.set(key, embeds);
    return embeds;
  }
}

/** Cosine of embeddings, which are of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? 0), 0);
}
