/** That a file is the one its pack was made with. */
import { VlmError } from '../protocol/error.ts';
import { sha256, sha256OfBlob } from '../runtime/digest.ts';
import type { PackFile } from './pack.ts';

/** @throws VlmError `pack-integrity` when the size or the hash differs. */
export async function verify(file: PackFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  demandLength(file, bytes.length);
  demandHash(file, await sha256(bytes));
}

/** @throws VlmError `pack-integrity` for another size than the pack says. */
export function demandLength(file: PackFile, bytes: number): void {
  const wrong = sizeDamage(file, bytes);
  if (wrong) throw damaged(file, wrong, RELOAD);
}

/** @throws VlmError `pack-integrity` for another SHA-256 than the pack says. */
export function demandHash(file: PackFile, found: string): void {
  if (found !== file.sha256) throw damaged(file, OTHER_HASH, RELOAD);
}

/**
 * The same for a file on disk, read piece by piece.
 * Rejects with `pack-integrity`, with `pack-not-found` where it can't be read, or with `aborted`.
 */
export async function verifyBlob(
  file: PackFile,
  blob: Blob,
  onBytes: (read: number) => void,
  signal?: AbortSignal,
): Promise<void> {
  const remedy = 'Nothing was stored. Copy or export the pack again.';
  const wrongSize = sizeDamage(file, blob.size);
  if (wrongSize) throw damaged(file, wrongSize, remedy);
  const hash = await sha256OfBlob(blob, onBytes, signal).catch((cause: unknown) =>
    Promise.reject(
      signal?.aborted
        ? new VlmError('aborted', 'The import was stopped as its signal asked.', cause)
        : new VlmError('pack-not-found', `${file.path} can't be read. Choose the files again.`, cause),
    ),
  );
  if (hash !== file.sha256) throw damaged(file, OTHER_HASH, remedy);
}

const RELOAD = 'Reload the page; if it stays, export or upload the pack again.';
const OTHER_HASH = 'its SHA-256 differs from the one in pack.json';

function sizeDamage(file: PackFile, bytes: number): string | undefined {
  return bytes === file.bytes ? undefined : `it has ${bytes} bytes where pack.json says ${file.bytes}`;
}

function damaged({ path }: PackFile, why: string, remedy: string): VlmError {
  return new VlmError('pack-integrity', `${path} is not the file this pack was made with: ${why}. ${remedy}`);
}
