/**
 * What logits lose to become log-probabilities. Beam search asks for it once for each hypothesis and token: by index,
 * since iterators and callbacks cost several times the arithmetic, and with powers of e that are quicker than Math.exp.
 */

const LOG2_E = 1.4426950408889634;
const LN_2 = 0.6931471805599453;
/** Between two halvings. */
const STEPS = 64;
/** 2 to the power of -k, and of -k / STEPS. What is smaller adds nothing. */
const HALVES = Float64Array.from({ length: 64 }, (_, k) => 2 ** -k);
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, k) => 2 ** (-k / STEPS));

/** log(sum(exp(logits))), the sum to about 5 parts in a hundred thousand million. */
export function logSumExp(logits: Float32Array): number {
  let max = -Infinity;
  for (let i = 0; i < logits.length; i++) {
    const value = logits[i] as number;
    if (value > max) max = value;
  }
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const steps = (max - (logits[i] as number)) * (LOG2_E * STEPS);
    if (!(steps < 63 * STEPS)) continue;
    const k = (steps + 0.5) | 0;
    // e to the power of -t by its series: t is at most ln(2) / 128, either way.
    const t = (steps - k) * (LN_2 / STEPS);
    const power = 1 - t * (1 - t * (1 / 2 - t * (1 / 6)));
    sum += power * (FRACTIONS[k & (STEPS - 1)] as number) * (HALVES[(k / STEPS) | 0] as number);
  }
  return max + Math.log(sum);
}
