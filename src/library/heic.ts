/** HEIC and HEIF, which most browsers can't show: turned into JPEG by a decoder that is loaded when one arrives. */

/** By type or name; phones give either. */
function isHeic(file: Blob, name: string): boolean {
  return /^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(name);
}

/** A HEIC picture as JPEG; any other, and a HEIC that can't be read, as it is. */
export async function shownPicture(file: Blob, name: string): Promise<Blob> {
  return isHeic(file, name) ? fromHeic(file).catch(() => file) : file;
}

async function fromHeic(file: Blob): Promise<Blob> {
  const { heicTo } = await import('heic-to/csp');
  return heicTo({ blob: file, type: 'image/jpeg', quality: 0.92 });
}
