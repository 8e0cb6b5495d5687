/**
 * Logits to log-probabilities, in double precision. Once for each hypothesis and token: by index, since iterators and
 * callbacks cost several times the arithmetic.
 */
export function logSoftmax(logits: Float32Array): Float64Array {
  const scores = new Float64Array(logits.length);
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) max = Math.max(max, (scores[i] = logits[i] as number));
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += Math.exp((scores[i] as number) - max);
  const logSum = max + Math.log(sum);
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) - logSum;
  return scores;
}
