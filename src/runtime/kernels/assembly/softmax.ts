/** The softmax of a query's scores, in whole eights: cached positions are read by eights. */
import { exponential4 } from './exponential';
import { sumOfFloats } from './sum';

/** Bytes that the scores of `length` positions take. */
export function scoresBytes(length: usize): usize {
  return ((length + 7) & ~7) * 4;
}

/** Makes scores what the values weigh, 0 for those from `length` on; not yet divided by the total, which it returns. */
export function weigh(scores: usize, length: usize): f32 {
  const row = scoresBytes(length);
  for (let i = length * 4; i < row; i += 4) store<f32>(scores + i, -Infinity);
  let largest = v128.load(scores);
  for (let i: usize = 16; i < row; i += 16) largest = f32x4.pmax(largest, v128.load(scores + i));
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  largest = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 1, 0, 3, 2));
  let total = f32x4.splat(0);
  for (let i: usize = 0; i < row; i += 16) {
    const share = exponential4(f32x4.sub(v128.load(scores + i), largest));
    v128.store(scores + i, share);
    total = f32x4.add(total, share);
  }
  for (let i = length * 4; i < row; i += 4) store<f32>(scores + i, 0);
  return sumOfFloats(total);
}
