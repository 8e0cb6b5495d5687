/**
 * A pack brought from disk: every file is compared with pack.json before the first is stored, and an import that fails
 * or is stopped takes back what it stored. What this device has already need not be among the files; what belongs to
 * another pack is fetched where the server has that.
 */
import { VlmError } from '../protocol/error.ts';
import type { ImportProgress } from '../protocol/pack-storage.ts';
import { forget, store, storedBytes } from './cache.ts';
import { folderOf, listIds, servedManifest } from './folder.ts';
import { dropManifest, importedManifest, keepManifest } from './imported.ts';
import type { Pack, PackFile } from './pack.ts';
import type { PackSource } from './pack-source.ts';
import { fetchShared } from './shared-files.ts';
import { verifyBlob } from './verify.ts';

/**
 * Stores a pack's files where downloads are, and its pack.json unless the folder `base` has the very same.
 * Rejects with `pack-not-found`, `pack-integrity`, `storage-full` or `aborted`; nothing of it is stored then.
 */
export async function importPack(
  base: string,
  pack: Pack,
  source: PackSource,
  onProgress: (progress: ImportProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  const here = await storedBytes(pack.files);
  const wanted = pack.files.filter((file, i) => here[i] !== file.bytes);
  source.demand(wanted.filter((file) => file.pack === undefined));
  await checkAll(pack, source, onProgress, signal);
  await demandRoom(wanted);
  const elsewhere = wanted.filter((file) => !source.blob(file));
  const before = await importedManifest(pack.info.id);
  const added: PackFile[] = [];
  try {
    // First, so that an import which the closing of the page cuts off is in the list and can be deleted.
    if (!(await isServed(base, pack, source)) && !(await keepManifest(pack.info.id, source.json)))
      throw full();
    let loaded = pack.info.bytes - sum(wanted);
    // What may be missing comes first.
    for (const file of new Set([...elsewhere, ...wanted])) {
      demandGoOn(signal);
      added.push(file);
      const report = (stored: number): void =>
        onProgress({ stage: 'store', file: file.path, loaded: loaded + stored, total: pack.info.bytes });
      const blob = source.blob(file);
      if (!blob)
        await fetchShared({ ...pack, base: folderOf(base, pack.info.id) }, file, elsewhere, report, signal);
      else if (!(await store(file, blob))) throw full();
      report(file.bytes);
      loaded += file.bytes;
    }
    demandGoOn(signal);
  } catch (error) {
    if (before === undefined) await dropManifest(pack.info.id);
    else await keepManifest(pack.info.id, before);
    for (const file of added) await forget(file);
    throw error;
  }
}

async function checkAll(
  pack: Pack,
  source: PackSource,
  onProgress: (progress: ImportProgress) => void,
  signal?: AbortSignal,
): Promise<void> {
  let before = 0;
  for (const file of pack.files) {
    demandGoOn(signal);
    const blob = source.blob(file);
    const report = (read: number): void =>
      onProgress({ stage: 'verify', file: file.path, loaded: before + read, total: pack.info.bytes });
    if (blob) await verifyBlob(file, blob, report, signal);
    before += file.bytes;
  }
}

/** Whether the folder lists a pack with the very same pack.json. */
async function isServed(base: string, { info: { id } }: Pack, { json }: PackSource): Promise<boolean> {
  try {
    if (!(await listIds(base)).includes(id)) return false;
    return JSON.stringify(await servedManifest(base, id)) === JSON.stringify(json);
  } catch {
    return false; // No folder, or no network: what is imported must stand by itself.
  }
}

/** What the browser tells of its room is a guess, but one that spares a person minutes of copying in vain. */
async function demandRoom(files: readonly PackFile[]): Promise<void> {
  const { storage } = navigator as { storage?: StorageManager };
  const estimate = await storage?.estimate?.().catch(() => undefined);
  if (estimate?.quota === undefined) return;
  const free = estimate.quota - (estimate.usage ?? 0);
  if (sum(files) > free) throw full(`it needs ${inMB(sum(files))} more and this site has ${inMB(free)} left`);
}

function demandGoOn(signal?: AbortSignal): void {
  if (signal?.aborted)
    throw new VlmError('aborted', 'The import was stopped as its signal asked.', signal.reason);
}

function full(why = 'the disk is full or this browser keeps nothing'): VlmError {
  return new VlmError(
    'storage-full',
    `The pack could not be stored: ${why}. Nothing of it was kept. Free some space and import it again.`,
  );
}

function sum(files: readonly PackFile[]): number {
  return files.reduce((total, { bytes }) => total + bytes, 0);
}

function inMB(bytes: number): string {
  return `${(Math.max(0, bytes) / 1e6).toFixed(1)} MB`;
}
