/** A decoded picture: upright, opaque, three bytes a pixel, row by row from the top left. */
export interface RgbImage {
  width: number;
  height: number;
  /** `[height, width, 3]` */
  data: Uint8Array;
}

/** Drops the alpha of RGBA pixels by laying them over white. */
export function overWhite(rgba: Uint8ClampedArray | Uint8Array, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] as number;
    for (let c = 0; c < 3; c++) {
      const value = rgba[from + c] as number;
      data[to + c] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
  }
  return { width, height, data };
}
