/** What a pack from disk takes from another pack that is neither on the disk nor on this device: the server may have it. */
import { VlmError } from '../protocol/error.ts';
import { addressOf } from './address.ts';
import { downloadFile } from './download.ts';
import type { OnBytes } from './fetch.ts';
import type { Pack, PackFile } from './pack.ts';

/**
 * Stores one such file. Rejects with `pack-not-found` where the server has it not or is out of reach, `pack-integrity`,
 * `storage-full` or `aborted`.
 * @param missing All such files of the pack, for the message.
 */
export async function fetchShared(
  pack: Pack,
  file: PackFile,
  missing: readonly PackFile[],
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<void> {
  try {
    await downloadFile(file, addressOf(pack, file), onBytes, signal);
  } catch (cause) {
    const isAbsent = cause instanceof VlmError && ['network', 'pack-not-found'].includes(cause.code);
    throw isAbsent ? wanting(pack, file.pack ?? '', missing, cause) : cause;
  }
}

function wanting({ info }: Pack, from: string, missing: readonly PackFile[], cause: VlmError): VlmError {
  const paths = missing.filter(({ pack }) => pack === from).map(({ path }) => path);
  return new VlmError(
    'pack-not-found',
    `${info.title} takes ${paths.join(', ')} from the pack ${from}, which is not on this device. Import ${from} first, or choose the folder that has both.`,
    cause,
  );
}
