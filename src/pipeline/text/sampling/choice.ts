/** Choosing one token by its scores: the best, or by chance as likely as the scores say. */

/** The first of the highest scores. */
export function greedy(scores: Float32Array): number {
  let best = 0;
  let highest = scores[0] as number;
  for (let id = 1; id < scores.length; id++) {
    const score = scores[id] as number;
    if (score > highest) {
      best = id;
      highest = score;
    }
  }
  return best;
}

/** A token drawn from softmax(scores). @param random From 0 to below 1. @param weights Room for as many as scores. */
export function draw(
  scores: Float32Array,
  random: number,
  weights = new Float64Array(scores.length),
): number {
  const best = greedy(scores);
  const highest = scores[best] as number;
  let total = 0;
  for (let id = 0; id < scores.length; id++) {
    const score = scores[id] as number;
    if (score > -Infinity) total += weights[id] = Math.exp(score - highest);
  }
  let left = random * total;
  for (let id = 0; id < scores.length; id++) {
    if (!((scores[id] as number) > -Infinity)) continue;
    left -= weights[id] as number;
    if (left < 0) return id;
  }
  return best; // Rounding left a crumb.
}
