/** What a file's first bytes say: which format, how large a picture. Nothing is decoded. */
import { jpegSize } from './jpeg.ts';

/** Formats that browsers decode. */
export type Format = 'png' | 'jpeg' | 'gif' | 'webp' | 'avif' | 'bmp';

/** Sizes in pixels as stored, before any rotation; undefined where the header doesn't give them cheaply. */
export interface Header {
  format: Format;
  size?: { width: number; height: number } | undefined;
}

/** Reads the header of an encoded picture, or undefined when it is none of the formats known. */
export function readHeader(bytes: Uint8Array): Header | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (offset: number, length: number): string =>
    String.fromCharCode(...bytes.subarray(offset, offset + length));
  const size = (bytesNeeded: number, width: () => number, height: () => number) =>
    bytes.length >= bytesNeeded ? { width: width(), height: height() } : undefined;

  if (tag(0, 8) === '\x89PNG\r\n\x1a\n') {
    return {
      format: 'png',
      size: size(
        24,
        () => view.getUint32(16),
        () => view.getUint32(20),
      ),
    };
  }
  if (tag(0, 3) === '\xff\xd8\xff') return { format: 'jpeg', size: jpegSize(bytes) };
  if (/^GIF8[79]a$/.test(tag(0, 6))) {
    return {
      format: 'gif',
      size: size(
        10,
        () => view.getUint16(6, true),
        () => view.getUint16(8, true),
      ),
    };
  }
  if (tag(0, 4) === 'RIFF' && tag(8, 4) === 'WEBP')
    return { format: 'webp', size: webpSize(tag(12, 4), view) };
  if (tag(4, 4) === 'ftyp' && /avif|avis/.test(tag(8, 24)))
    return { format: 'avif', size: avifSize(bytes, view) };
  if (tag(0, 2) === 'BM') {
    return {
      format: 'bmp',
      size: size(
        26,
        () => view.getInt32(18, true),
        () => Math.abs(view.getInt32(22, true)),
      ),
    };
  }
  return undefined;
}

/** The three kinds of WebP keep their size in three ways. */
function webpSize(kind: string, view: DataView): Header['size'] {
  if (view.byteLength < 30) return undefined;
  if (kind === 'VP8X') {
    const low24 = (offset: number): number =>
      view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16);
    return { width: low24(24) + 1, height: low24(27) + 1 };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** AVIF: the first `ispe` (image spatial extents) property, near the start of the file. */
function avifSize(bytes: Uint8Array, view: DataView): Header['size'] {
  const end = Math.min(bytes.length, 4096) - 16;
  for (let i = 0; i < end; i++) {
    if (view.getUint32(i) === 0x69737065)
      return { width: view.getUint32(i + 8), height: view.getUint32(i + 12) };
  }
  return undefined;
}
