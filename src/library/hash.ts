/** What tells one picture from another: the SHA-256 of its file. */
import { sha256 } from '../runtime/digest.ts';

/** @returns 64 hexadecimal digits. */
export async function hashOf(file: Blob): Promise<string> {
  return sha256(new Uint8Array(await file.arrayBuffer()));
}
