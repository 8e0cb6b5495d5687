/** JPEG's chain of markers: the picture's size and whether the file ends where it should. */

const EOI = 0xd9;
const SOS = 0xda;

/** Start-of-frame markers carry the size: C0 to CF but DHT (C4), JPG (C8) and DAC (CC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Walks the segments before the pixels; `visit` returns true to stop there. Gives the offset reached. */
function walk(bytes: Uint8Array, visit: (marker: number, offset: number) => boolean): number {
  let offset = 2;
  while (offset + 4 <= bytes.length && bytes[offset] === 0xff) {
    const marker = bytes[offset + 1] as number;
    if (marker === 0xff) {
      offset++;
      continue;
    }
    if (visit(marker, offset)) return offset;
    offset += 2 + (((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number));
  }
  return offset;
}

/** Width and height as stored, before EXIF rotation. */
export function jpegSize(bytes: Uint8Array): { width: number; height: number } | undefined {
  let size: { width: number; height: number } | undefined;
  walk(bytes, (marker, offset) => {
    if (!isFrame(marker)) return marker === SOS;
    const at = (i: number): number => bytes[offset + i] ?? 0;
    size = { height: (at(5) << 8) | at(6), width: (at(7) << 8) | at(8) };
    return true;
  });
  return size;
}

/**
 * Whether the end-of-image marker follows the pixels. It is looked for after the first scan, since a
 * thumbnail in the EXIF segment has one of its own.
 */
export function jpegIsComplete(bytes: Uint8Array): boolean {
  let scan = false;
  const start = walk(bytes, (marker) => (scan = marker === SOS));
  if (!scan) return false;
  for (let i = bytes.indexOf(0xff, start + 2); i >= 0; i = bytes.indexOf(0xff, i + 1)) {
    if (bytes[i + 1] === EOI) return true;
  }
  return false;
}
