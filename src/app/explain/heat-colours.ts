/** A heat map as pixels: one colour, the stronger the more a place speaks for the words. */
import type { HeatMap } from '../../index.ts';

/** Opacity of the hottest place, of 255. */
const MOST = 200;

/**
 * RGBA of each place. Strengths are relative to the map's own hottest place; below a fifth of it nothing is shown, and
 * nothing at all where no place speaks for the words.
 */
export function heatColours({ values }: HeatMap): Uint8ClampedArray<ArrayBuffer> {
  const hottest = Math.max(...values);
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, i) => {
    const strength = hottest > 0 ? Math.max(0, (value / hottest - 0.2) / 0.8) : 0;
    pixels.set([255, Math.round(190 * (1 - strength)), 0, Math.round(MOST * strength)], i * 4);
  });
  return pixels;
}
