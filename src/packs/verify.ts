/** That a file is the one its pack was made with. */
import { VlmError } from '../protocol/error.ts';
import { sha256 } from '../runtime/digest.ts';
import type { PackFile } from './pack.ts';

/** @throws VlmError `pack-integrity` when the size or the hash differs. */
export async function verify(file: PackFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  if (bytes.length !== file.bytes) {
    throw damaged(file, `it has ${bytes.length} bytes where pack.json says ${file.bytes}`);
  }
  if ((await sha256(bytes)) !== file.sha256)
    throw damaged(file, 'its SHA-256 differs from the one in pack.json');
}

function damaged({ path }: PackFile, why: string): VlmError {
  return new VlmError(
    'pack-integrity',
    `${path} is not the file this pack was made with: ${why}. Reload the page; if it stays, export or upload the pack again.`,
  );
}
