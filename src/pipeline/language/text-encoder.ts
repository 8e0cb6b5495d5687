/** Token ids to one embedding: the text transformer alone, without the picture, on whatever computes it. */
export interface TextEncoder {
  /** @returns `[embed]`, of length 1. */
  encode(ids: readonly number[]): Promise<Float32Array>;
}
