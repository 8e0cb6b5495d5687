/**
 * What logits lose to become log-probabilities. Beam search asks for it once for each hypothesis and token: by index,
 * since iterators and callbacks cost several times the arithmetic, and with powers of e that are quicker than Math.exp.
 */

const LOG2_E = 1.4426950408889634;
const LN_2 = 0.6931471805599453;
/** 2 to the power of -k. What is smaller adds nothing. */
const HALVES = Float64Array.from({ length: 64 }, (_, k) => 2 ** -k);

/** log(sum(exp(logits))), the sum to about 5 parts in a hundred thousand million. */
export function logSumExp(logits: Float32Array): number {
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) {
    const value = logits[i] as number;
    if (value > max) max = value;
  }
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const halvings = (max - (logits[i] as number)) * LOG2_E;
    if (!(halvings < 63)) continue;
    const k = (halvings + 0.5) | 0;
    // e to the power of -t by its series: t is at most ln(2) / 2, either way.
    const t = (halvings - k) * LN_2;
    const t2 = t * t;
    const even = 1 + t2 * (1 / 2 + t2 * (1 / 24 + t2 * (1 / 720 + t2 * (1 / 40320))));
    const odd = 1 + t2 * (1 / 6 + t2 * (1 / 120 + t2 * (1 / 5040 + t2 * (1 / 362880))));
    sum += (even - t * odd) * (HALVES[k] as number);
  }
  return max + Math.log(sum);
}
