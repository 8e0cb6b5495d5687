/** Attention as its formula has it (Vaswani et al. 2017): softmax(query keys^T * scale) values, for one query. */
export function attended(
  query: Float32Array,
  scale: number,
  length: number,
  keysOf: (position: number) => Iterable<number>,
  valuesOf: (position: number) => Iterable<number>,
): Float64Array {
  const scores = Array.from({ length }, (_, position) => {
    let sum = 0;
    let i = 0;
    for (const key of keysOf(position)) sum += key * (query[i++] as number) * scale;
    return sum;
  });
  const largest = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  const shares = scores.map((score) => Math.exp(score - largest));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const result = new Float64Array(query.length);
  shares.forEach((share, position) => {
    let i = 0;
    for (const value of valuesOf(position)) {
      result[i] = (result[i] as number) + (share / total) * value;
      i++;
    }
  });
  return result;
}
