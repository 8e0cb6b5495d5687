/** How tokens learn their positions: rotary ones turn queries and keys (Su et al. 2021), learned ones are added. */
import type { VoiceEngine } from './engine.ts';
import type { VoiceShape } from './shape.ts';

/** Tells the `count` tokens from the `row`-th of `scratch.x` their positions, which follow one another from `start`. */
export function placeTokens(
  { heap, scratch, shape, weights }: VoiceEngine,
  row: number,
  count: number,
  start: number,
): void {
  const { buffer } = heap.memory;
  const { hidden, headDim } = shape;
  const turns = new Float32Array(buffer, scratch.turns + row * headDim * 4, count * headDim);
  writeTurns(turns, shape, start);
  if (weights.positions === 0) return;
  const added = new Float32Array(buffer, weights.positions + start * hidden * 4, count * hidden);
  const x = new Float32Array(buffer, scratch.x + row * hidden * 4, count * hidden);
  added.forEach((value, i) => {
    x[i] = (x[i] as number) + value;
  });
}

/** For positions from `start`: `headDim / 2` cosines, then as many sines, each. @param out `[count * headDim]`. */
function writeTurns(out: Float32Array, shape: VoiceShape, start: number): void {
  const { headDim } = shape;
  const half = headDim / 2;
  for (let token = 0; token * headDim < out.length; token++) {
    for (let i = 0; i < half; i++) {
      const angle = angleOf(shape, start + token, i / half);
      out[token * headDim + i] = Math.cos(angle);
      out[token * headDim + half + i] = Math.sin(angle);
    }
  }
}

/** @param part Of the way from the fastest turning pair to the slowest. */
function angleOf(shape: VoiceShape, position: number, part: number): number {
  if (shape.architecture === 'opt') return 0;
  // Rounded as PyTorch rounds them: the frequency, then the angle.
  return Math.fround(position * Math.fround(1 / shape.ropeTheta ** part));
}
