/** Choosing one token by its scores: the best, or by chance as likely as the scores say. */

/** The first of the highest scores. */
export function greedy(scores: Float32Array): number {
  let best = 0;
  for (let id = 1; id < scores.length; id++) {
    if ((scores[id] as number) > (scores[best] as number)) best = id;
  }
  return best;
}

/** A token drawn from softmax(scores). @param random From 0 to below 1. */
export function draw(scores: Float32Array, random: number): number {
  const best = greedy(scores);
  const highest = scores[best] as number;
  const weights = new Float64Array(scores.length);
  let total = 0;
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id] as number;
    if (score > -Infinity) total += weights[id] = Math.exp(score - highest);
  }
  let left = random * total;
  for (let id = 0; id < weights.length; id++) {
    left -= weights[id] as number;
    if (left < 0) return id;
  }
  return best; // Rounding left a crumb.
}
