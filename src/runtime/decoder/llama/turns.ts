/** Angles of rotary positions (Su et al. 2021): what queries and keys are turned by. */
import type { LlamaShape } from './shape.ts';

/**
 * For `count` positions from `start`: `headDim / 2` cosines, then as many sines, each.
 * @param out `[count * headDim]`.
 */
export function writeTurns(out: Float32Array, { headDim, ropeTheta }: LlamaShape, start: number): void {
  const half = headDim / 2;
  for (let token = 0; token * headDim < out.length; token++) {
    for (let i = 0; i < half; i++) {
      // Rounded as PyTorch rounds them: the frequency, then the angle.
      const angle = Math.fround((start + token) * Math.fround(1 / ropeTheta ** (i / half)));
      out[token * headDim + i] = Math.cos(angle);
      out[token * headDim + half + i] = Math.sin(angle);
    }
  }
}
