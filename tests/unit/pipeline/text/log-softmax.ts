/** Logits to log-probabilities, in double precision: the oracle of what beam search adds up. */
export function logSoftmax(logits: Float32Array): Float64Array {
  const max = logits.reduce((most, one) => Math.max(most, one), -Infinity);
  const sum = logits.reduce((total, one) => total + Math.exp(one - max), 0);
  return Float64Array.from(logits, (one) => one - max - Math.log(sum));
}
