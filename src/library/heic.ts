/** HEIC and HEIF, which most browsers can't show: turned into JPEG by a decoder that is loaded when one arrives. */

/** By type or name; phones give either. */
export function isHeic(file: Blob, name: string): boolean {
  return /^image\/hei[cf]/.test(file.type) || /\.hei[cf]$/i.test(name);
}

/** The picture as JPEG. Rejects when it can't be read. */
export async function fromHeic(file: Blob): Promise<Blob> {
  const { heicTo } = await import('heic-to/csp');
  return heicTo({ blob: file, type: 'image/jpeg', quality: 0.92 });
}
