/** Where record files lie: in the origin's private file system (OPFS), one folder, one file of each kind. */
import { afterwards } from '../afterwards.ts';
import { RecordFile, type FileHandle } from './record-file.ts';

const FOLDER = 'ocelli-records';

/** How long one attempt may take before another goes beside it: Chromium was seen never to answer one at times. */
const PATIENCE_MS = 2000;
const ATTEMPTS = 4;
/** After which a file that another worker holds is asked for again: that of a page left just now dies after the page. */
const HELD_MS = 250;

/** What a file has in a worker only. */
interface WorkersFile {
  createSyncAccessHandle(): Promise<FileHandle>;
}

/**
 * Opens or makes a file of records, and removes the files of the same kind that other versions wrote.
 * Resolves to undefined where there is no such file system, where another tab holds the file, or where the file system
 * answers none of a few attempts: after about eight seconds at most, so nothing that a person waits for should wait.
 * @param kind Letters, digits, dots and hyphens. @param version What the records depend on, likewise.
 */
export async function openRecords(
  kind: string,
  version: string,
  recordBytes: number,
  places: number,
  { patienceMs = PATIENCE_MS, heldMs = HELD_MS } = {},
): Promise<RecordFile | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const opening = open(kind, `${kind}@${version}`);
    try {
      const handle = await Promise.race([opening, afterwards(patienceMs)]);
      if (handle) return new RecordFile(handle, recordBytes, places);
      // Nobody waits for it any more, and who opens the file next needs it free.
      void opening.then((late) => late.close()).catch(() => undefined);
    } catch (error) {
      if (!isHeld(error)) return undefined;
      await afterwards(heldMs);
    }
  }
  return undefined;
}

function isHeld(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NoModificationAllowedError';
}

async function open(kind: string, name: string): Promise<FileHandle> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  const file = await folder.getFileHandle(name, { create: true });
  const handle = await (file as FileSystemFileHandle & WorkersFile).createSyncAccessHandle();
  void removeOthers(folder, kind, name).catch(() => undefined);
  return handle;
}

/** Removes all files of a kind. Those that a tab holds stay. */
export async function removeRecords(kind: string): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    await removeOthers(await root.getDirectoryHandle(FOLDER), kind);
  } catch {
    // No file system or no folder: nothing to remove.
  }
}

async function removeOthers(folder: FileSystemDirectoryHandle, kind: string, kept?: string): Promise<void> {
  for await (const name of folder.keys())
    if (name.startsWith(`${kind}@`) && name !== kept) await folder.removeEntry(name).catch(() => undefined);
}
