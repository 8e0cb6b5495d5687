/** Refuses, before anything is decoded, what can't become a picture: each with its own error. */
import { VlmError } from '../../protocol/error.ts';
import { readHeader, type Header } from './header.ts';
import { jpegIsComplete } from './jpeg.ts';

/** Largest picture accepted, in pixels. Decoded it takes four bytes each. */
export const MAX_PIXELS = 100e6;

/**
 * Checks an encoded picture.
 * @throws VlmError `image-empty`, `image-not-recognised`, `image-unsupported`, `image-corrupt` or
 * `image-too-large`.
 */
export function checkEncoded(bytes: Uint8Array): Header {
  if (bytes.length === 0) {
    throw new VlmError('image-empty', 'The file is empty (0 bytes). Choose another, or copy it again.');
  }
  const header = readHeader(bytes);
  if (!header) throw unknown(bytes);
  if (header.size) checkSize(header.size.width, header.size.height);
  if (!isComplete(bytes, header)) {
    throw new VlmError(
      'image-corrupt',
      `The ${header.format.toUpperCase()} file is cut short or damaged. Download or copy it again.`,
    );
  }
  return header;
}

/** @throws VlmError `image-too-large`, or `image-corrupt` for a side of 0. */
export function checkSize(width: number, height: number): void {
  if (width <= 0 || height <= 0) {
    throw new VlmError(
      'image-corrupt',
      `The picture says it is ${width} x ${height} pixels. Choose another file.`,
    );
  }
  if (width * height > MAX_PIXELS) {
    throw new VlmError(
      'image-too-large',
      `The picture has ${width} x ${height} pixels; the limit is ${MAX_PIXELS / 1e6} megapixels. Make it smaller first.`,
    );
  }
}

function isComplete(bytes: Uint8Array, { format, size }: Header): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (format) {
    case 'jpeg':
      return size !== undefined && jpegIsComplete(bytes);
    case 'png':
      return size !== undefined && pngReachesEnd(view);
    case 'webp':
      return bytes.length >= 12 && bytes.length >= view.getUint32(4, true) + 8;
    case 'gif':
    case 'avif':
    case 'bmp':
      return true;
    default:
      return format satisfies never;
  }
}

/** A PNG's chunks must lead to IEND within the file. */
function pngReachesEnd(view: DataView): boolean {
  for (let offset = 8; offset + 12 <= view.byteLength; offset += 12 + view.getUint32(offset)) {
    if (view.getUint32(offset + 4) === 0x49454e44) return true;
  }
  return false;
}

function unknown(bytes: Uint8Array): VlmError {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 512));
  const convert = 'Save it as JPEG or PNG and try again.';
  if (/<svg[\s>]/i.test(start)) {
    return new VlmError('image-unsupported', `This is an SVG drawing, not a photograph. ${convert}`);
  }
  if (/^....ftyp(hei|hev|mif|msf)/s.test(start))
    return new VlmError('image-unsupported', `HEIC pictures are not supported. ${convert}`);
  if (/^(II\*\0|MM\0\*)/.test(start))
    return new VlmError('image-unsupported', `TIFF pictures are not supported. ${convert}`);
  return new VlmError(
    'image-not-recognised',
    'The file is not a picture: its content is none of JPEG, PNG, WebP, AVIF, GIF or BMP, whatever its name says. Choose a photograph.',
  );
}
