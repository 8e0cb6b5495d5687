/** What tells one picture from another: SHA-256 of the encoded bytes, or of the pixels where there are none. */
import { sha256 } from '../../runtime/digest.ts';
import type { ImageSource } from '../../protocol/values.ts';
import { decode } from './decode.ts';

/** @returns 64 hexadecimal digits, after the size for sources without encoded bytes. */
export async function fingerprint(source: ImageSource): Promise<string> {
  if (source instanceof Blob) return sha256(new Uint8Array(await source.arrayBuffer()));
  const { width, height, data } = await decode(source);
  return `${width}x${height}:${await sha256(data as Uint8Array<ArrayBuffer>)}`;
}
