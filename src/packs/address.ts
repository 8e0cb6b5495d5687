/** Where a pack's file can be fetched: in its own folder, or in that of the pack named with the file. */
import { VlmError } from '../protocol/error.ts';
import type { Pack, PackFile } from './pack.ts';

/** Ids that are the name of one folder: nothing that leads out of the packs folder. */
const FOLDER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

export function isFolderName(id: string): boolean {
  return FOLDER.test(id);
}

/** @throws VlmError `pack-not-found` for a pack from disk, whose own files have no address. */
export function addressOf({ base, imported, info }: Pack, { path, pack }: PackFile): string {
  if (!imported || pack !== undefined)
    return new URL(path, pack === undefined ? base : new URL(`../${pack}/`, base)).href;
  throw new VlmError(
    'pack-not-found',
    `${path} of ${info.title} is not on this device any more. Import the pack again in the view of the models.`,
  );
}
