/**
 * ImageSource to RgbImage: upright (EXIF orientation applied), alpha over white, the first frame of an
 * animation. Colour profiles are ignored, as they were in training.
 */
import { VlmError } from '../../protocol/error.ts';
import type { ImageSource } from '../../protocol/values.ts';
import { checkEncoded, checkSize } from './check.ts';
import { overWhite, type RgbImage } from './rgb-image.ts';

/** Above this many pixels the browser scales the picture down before its pixels are read. */
const READ_PIXELS = 16e6;

/**
 * Decodes a picture.
 * @throws VlmError `image-empty`, `image-not-recognised`, `image-unsupported`, `image-corrupt` or
 * `image-too-large`.
 */
export async function decode(source: ImageSource): Promise<RgbImage> {
  if (source instanceof ImageData) {
    checkSize(source.width, source.height);
    return overWhite(source.data as Uint8ClampedArray, source.width, source.height);
  }
  if (source instanceof ImageBitmap) return pixels(source);
  const bitmap = await decodeBlob(source);
  try {
    return pixels(bitmap);
  } finally {
    bitmap.close();
  }
}

async function decodeBlob(blob: Blob): Promise<ImageBitmap> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const { format } = checkEncoded(bytes);
  try {
    return await createImageBitmap(new Blob([bytes], { type: `image/${format}` }), {
      imageOrientation: 'from-image',
      premultiplyAlpha: 'none',
      colorSpaceConversion: 'none',
    });
  } catch (cause) {
    throw new VlmError(
      'image-corrupt',
      `The browser can't decode this ${format.toUpperCase()} file: it is damaged or of a rare kind. Save it again as PNG or JPEG.`,
      cause,
    );
  }
}

function pixels(bitmap: ImageBitmap): RgbImage {
  checkSize(bitmap.width, bitmap.height);
  const scale = Math.min(1, Math.sqrt(READ_PIXELS / (bitmap.width * bitmap.height)));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context)
    throw new VlmError('out-of-memory', 'There is no memory to decode the picture. Close other tabs.');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return overWhite(context.getImageData(0, 0, width, height).data, width, height);
}
