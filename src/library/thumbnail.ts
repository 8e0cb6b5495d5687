/** A small JPEG of a picture, and the picture's size. */

/** The most pixels the page paints itself; beyond it, it could exhaust its memory. */
const mostPixels = 64e6;
/** The longer side of a thumbnail, in pixels. */
const longest = 400;

export interface Thumbnail {
  width: number;
  height: number;
  thumbnail: Blob;
}

/** Undefined for what the browser can't show or should not. */
export async function makeThumbnail(picture: Blob): Promise<Thumbnail | undefined> {
  const url = URL.createObjectURL(picture);
  try {
    const image = new Image(); // outside the document: its head is read, its pixels are not decoded
    const loaded = new Promise<boolean>((resolve) => {
      image.addEventListener('load', () => resolve(true));
      image.addEventListener('error', () => resolve(false));
    });
    image.src = url;
    if (!(await loaded)) return undefined;
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width === 0 || width * height > mostPixels) return undefined;
    await image.decode();
    const scale = Math.min(1, longest / Math.max(width, height));
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    );
    const context = canvas.getContext('2d');
    if (context === null) return undefined;
    context.fillStyle = 'white';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return { width, height, thumbnail: await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.82 }) };
  } catch {
    return undefined; // The engine says on its card what is wrong with it.
  } finally {
    URL.revokeObjectURL(url);
  }
}
