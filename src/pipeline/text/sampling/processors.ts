/**
 * What changes the scores of the next token before one is chosen, each in place, as the processor of the
 * same name in Hugging Face transformers does. A token that may not come gets minus infinity.
 */

import { largest } from '../../../runtime/largest.ts';
import { logSumExp } from '../log-sum-exp.ts';

/** Of so many of the likeliest, top-p is first tried. */
const FEW = 64;

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
  keepFrom(scores, scores[largest(scores, k).at(-1) as number] as number);
}

/** Keeps the likeliest tokens whose probabilities together reach `p`; always one. */
export function keepTopP(scores: Float32Array, p: number): void {
  const kept = likeliest(scores, p).map((id) => [id, scores[id] as number] as const);
  scores.fill(-Infinity);
  for (const [id, score] of kept) scores[id] = score;
}

/** Ids of those tokens. A few are nearly always enough: all of a vocabulary are sorted only where they are not. */
function likeliest(scores: Float32Array, p: number): number[] {
  const logSum = logSumExp(scores);
  for (let count = FEW; ; count *= FEW) {
    const order = largest(scores, count);
    let above = 0;
    for (const [place, id] of order.entries()) {
      if (place > 0 && above >= p) return order.slice(0, place);
      above += Math.exp((scores[id] as number) - logSum);
    }
    if (order.length < count) return order;
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
