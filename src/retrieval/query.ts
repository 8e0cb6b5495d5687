/** A query put together from words and pictures: their embeddings live in one space and may be added there. */

/** What one part of a query weighs; what should not be there weighs less than what should, and below zero. */
export const weights = { text: 1, image: 1, minus: -0.7 } as const;

/** The weighted sum of embeddings `[embed]`, brought to length 1. */
export function combine(parts: readonly { embedding: Float32Array; weight: number }[]): Float32Array {
  const sum = new Float32Array(parts[0]?.embedding.length ?? 0);
  for (const { embedding, weight } of parts) {
    for (let i = 0; i < sum.length; i++) sum[i] = (sum[i] as number) + weight * (embedding[i] as number);
  }
  const length = Math.hypot(...sum);
  return length > 0 ? sum.map((x) => x / length) : sum;
}
