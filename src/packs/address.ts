/** Where a pack's file can be fetched. */
import { VlmError } from '../protocol/error.ts';
import type { Pack, PackFile } from './pack.ts';

/** @throws VlmError `pack-not-found` for a pack from disk, which has no address. */
export function addressOf({ base, imported, info }: Pack, { path }: PackFile): string {
  if (!imported) return new URL(path, base).href;
  throw new VlmError(
    'pack-not-found',
    `${path} of ${info.title} is not on this device any more. Import the pack again in the view of the models.`,
  );
}
