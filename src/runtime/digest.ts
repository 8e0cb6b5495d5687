/** SHA-256 of bytes, by the platform where the page is secure, else by hand; and of files, without reading them whole. */
import { Sha256 } from './sha256.ts';

/** @returns 64 hexadecimal digits. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = globalThis.crypto?.subtle
    ? new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
    : new Sha256().update(bytes).digest();
  return hexadecimal(digest);
}

/**
 * Of a file read piece by piece: the platform's own digest wants all bytes at once.
 * @param onBytes Told how many bytes have been read.
 * @returns 64 hexadecimal digits. Rejects as the file's stream does, and with the signal's reason.
 */
export async function sha256OfBlob(
  blob: Blob,
  onBytes: (read: number) => void,
  signal?: AbortSignal,
): Promise<string> {
  const hash = new Sha256();
  const reader = blob.stream().getReader();
  let read = 0;
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    signal?.throwIfAborted();
    hash.update(piece.value);
    read += piece.value.length;
    onBytes(read);
  }
  return hexadecimal(hash.digest());
}

export function hexadecimal(digest: Uint8Array): string {
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
