/** The unimodal text encoder (ITC) on the project's own kernels. */
import type { MedEncoder } from './med-encoder.ts';

export class MedTextEncoder {
  readonly #encoder: MedEncoder;

  constructor(encoder: MedEncoder) {
    this.#encoder = encoder;
  }

  /** @returns `[embed]`, of length 1. */
  async encode(ids: readonly number[]): Promise<Float32Array> {
    const mean = await this.#encoder.mean(ids, {});
    const length = Math.hypot(...mean);
    return mean.map((x) => x / length);
  }
}
