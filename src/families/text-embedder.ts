/** Texts in the space of the pictures' embeddings (ITC); what encodes them is made at the first text. */
import type { Tokenizer } from '../pipeline/language/tokenizer.ts';
import { pause } from '../pipeline/pause.ts';
import { Recent } from '../pipeline/vision/recent.ts';
import type { MedModes } from './med-modes.ts';

const REMEMBERED = 48;

export class TextEmbedder {
  readonly #modes: MedModes;
  readonly #tokenizer: Tokenizer;
  readonly #embeds = new Recent<Float32Array>(REMEMBERED);

  constructor(modes: MedModes, tokenizer: Tokenizer) {
    this.#modes = modes;
    this.#tokenizer = tokenizer;
  }

  /** Makes what encodes texts; false where it is there already. */
  async prepare(): Promise<boolean> {
    if (this.#modes.hasText) return false;
    await this.#modes.text();
    return true;
  }

  /** `[embed]`, of length 1. Rejects with `aborted`. */
  async embed(text: string, signal: AbortSignal): Promise<Float32Array> {
    const ids = this.#tokenizer.encode(text);
    const key = ids.join(' ');
    const known = this.#embeds.get(key);
    if (known) return known;
    const encoder = await this.#modes.text();
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
