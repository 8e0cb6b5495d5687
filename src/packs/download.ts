/** Downloads that may stop and go on: what arrived is kept, and only the rest is asked for (RFC 9110, Range). */
import { VlmError } from '../protocol/error.ts';
import type { LoadProgress } from '../protocol/values.ts';
import { addressOf } from './address.ts';
import { cachedPart, forgetPart, store, storePart, storedBytes } from './cache.ts';
import { fetchPiece, type OnBytes } from './fetch.ts';
import type { Pack, PackFile } from './pack.ts';
import { verify } from './verify.ts';

/**
 * Stores those files of a pack that aren't, one after another, each verified by its SHA-256.
 * Rejects with `pack-not-found`, `pack-integrity`, `network`, `storage-full` or `aborted`; what had arrived stays.
 */
export async function downloadPack(
  pack: Pack,
  onProgress: (progress: LoadProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const total = pack.info.bytes;
  const here = await storedBytes(pack.files);
  let before = 0;
  for (const [i, file] of pack.files.entries()) {
    const report = (bytes: number): void =>
      onProgress({ stage: 'fetch', file: file.path, loaded: before + bytes, total });
    if (here[i] !== file.bytes) await downloadFile(file, addressOf(pack, file), report, signal);
    report(file.bytes);
    before += file.bytes;
  }
}

/** Stores one file, going on where an earlier download stopped. Rejects as {@link downloadPack}. */
export async function downloadFile(
  file: PackFile,
  url: string,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<void> {
  const part = await cachedPart(file);
  const piece = await fetchPiece(url, part?.length ?? 0, onBytes, signal);
  const bytes = part && piece.start > 0 ? joined(part, piece.bytes) : piece.bytes;
  if (piece.failure) {
    if (bytes.length > 0 && bytes.length < file.bytes) await storePart(file, bytes);
    throw piece.failure;
  }
  // Removed before the check: bytes that don't fit together are not tried a second time.
  await forgetPart(file);
  await verify(file, bytes);
  if (await store(file, bytes)) return;
  throw new VlmError(
    'storage-full',
    `${file.path} could not be stored: the disk is full or this browser keeps nothing. Free some space and try again.`,
  );
}

function joined(first: Uint8Array, rest: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(first.length + rest.length);
  bytes.set(first);
  bytes.set(rest, first.length);
  return bytes;
}
