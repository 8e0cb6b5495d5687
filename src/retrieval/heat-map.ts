/** Where a text is seen: how far the match falls when a place of the picture is left out. */
import type { HeatMap } from '../protocol/values.ts';

/**
 * @param image The picture's embedding, `[embed]`.
 * @param occluded Its embeddings without each place, `[rows * columns, embed]`.
 * @param text The text's embedding, `[embed]`.
 * @returns The fall of the cosine, averaged over each place and its neighbours: single patches are noisy.
 */
export function heatMap(
  image: Float32Array,
  occluded: Float32Array,
  text: Float32Array,
  { rows, columns }: { rows: number; columns: number },
): HeatMap {
  const whole = dot(image, text, 0);
  const falls = Array.from(
    { length: rows * columns },
    (_, i) => whole - dot(occluded, text, i * text.length),
  );
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      let count = 0;
      for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          sum += falls[y * columns + x] ?? 0;
          count++;
        }
      }
      values[row * columns + column] = sum / count;
    }
  }
  return { rows, columns, values };
}

function dot(a: Float32Array, b: Float32Array, offset: number): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += (a[offset + i] ?? 0) * (b[i] ?? 0);
  return sum;
}
