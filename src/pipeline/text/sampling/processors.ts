/**
 * What changes the scores of the next token before one is chosen, each in place, as the processor of the
 * same name in Hugging Face transformers does. A token that may not come gets minus infinity.
 */

/** Makes tokens of `history` less likely: their positive logits divided by `penalty`, negative ones multiplied. */
export function penaliseRepetition(scores: Float32Array, history: readonly number[], penalty: number): void {
  for (const id of new Set(history)) {
    const score = scores[id];
    if (score !== undefined) scores[id] = score < 0 ? score * penalty : score / penalty;
  }
}

/** Sharpens (below 1) or flattens (above 1) the distribution. */
export function applyTemperature(scores: Float32Array, temperature: number): void {
  for (let i = 0; i < scores.length; i++) scores[i] = (scores[i] as number) / temperature;
}

/** Keeps the `k` highest scores, and those equal to the lowest of them. */
export function keepTopK(scores: Float32Array, k: number): void {
  if (k >= scores.length) return;
  const sorted = scores.slice().sort();
  keepFrom(scores, sorted[scores.length - k] as number);
}

/** Keeps the likeliest tokens whose probabilities together reach `p`; always one. */
export function keepTopP(scores: Float32Array, p: number): void {
  const order = Array.from({ length: scores.length }, (_, i) => i)
    .filter((i) => scores[i] !== -Infinity)
    .sort((a, b) => (scores[a] as number) - (scores[b] as number));
  const highest = scores[order.at(-1) ?? 0] as number;
  const weights = order.map((i) => Math.exp((scores[i] as number) - highest));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let below = 0;
  for (let place = 0; place < order.length - 1; place++) {
    below += (weights[place] as number) / total;
    if (below > 1 - p) break;
    scores[order[place] as number] = -Infinity;
  }
}

/** Keeps tokens at least `p` times as likely as the likeliest. */
export function keepMinP(scores: Float32Array, p: number): void {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  keepFrom(scores, highest + Math.log(p));
}

function keepFrom(scores: Float32Array, least: number): void {
  for (let i = 0; i < scores.length; i++) if ((scores[i] as number) < least) scores[i] = -Infinity;
}
