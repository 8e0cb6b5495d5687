/** Reads a picture's size from its head, so that the page never paints one that would exhaust its memory. */
import type { PixelSize } from './photograph.ts';

/** The most pixels the page paints itself; beyond it the card shows a placeholder. */
const mostPixels = 64e6;

/** The size of the picture at `url`; undefined where it can't be read or is too large to paint. */
export async function readSize(url: string): Promise<PixelSize | undefined> {
  const image = new Image(); // outside the document: its head is read, its pixels are not decoded
  const loaded = new Promise<boolean>((resolve) => {
    image.addEventListener('load', () => resolve(true));
    image.addEventListener('error', () => resolve(false));
  });
  image.src = url;
  if (!(await loaded)) return undefined;
  const size = { width: image.naturalWidth, height: image.naturalHeight };
  return size.width > 0 && size.width * size.height <= mostPixels ? size : undefined;
}
