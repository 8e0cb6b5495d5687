/** What may be sent to the engine as a picture. */
import { VlmError } from '../protocol/error.ts';
import type { ImageSource } from '../protocol/values.ts';

/** The picture as it is. @throws VlmError `image-unsupported` for anything else. */
export function picture(image: ImageSource): ImageSource {
  if (image instanceof Blob || image instanceof ImageBitmap || image instanceof ImageData) return image;
  throw new VlmError('image-unsupported', 'A picture must be a File, Blob, ImageBitmap or ImageData.');
}
