/**
 * Files already downloaded, by the hash of their content, so that two packs store a shared one once.
 * Kept in the browser's Cache API; where that is missing or full, every call is a miss and nothing fails.
 */
import type { PackFile } from './pack.ts';

const NAME = 'ocelli-files';

/** The stored bytes, not yet verified; undefined when there are none. */
export async function cached(file: PackFile): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const response = await (await caches.open(NAME)).match(key(file));
    return response && new Uint8Array(await response.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** Stores verified bytes. A full disk leaves the file uncached: it is fetched again next time. */
export async function store(file: PackFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await (await caches.open(NAME)).put(key(file), new Response(bytes));
  } catch {
    await forget(file);
  }
}

/** Removes one file, as when its stored bytes turned out wrong. */
export async function forget(file: PackFile): Promise<void> {
  try {
    await (await caches.open(NAME)).delete(key(file));
  } catch {
    // No cache, nothing to remove.
  }
}

/** The Cache API wants an address; this one is never requested. */
function key(file: PackFile): string {
  return new URL(`/ocelli-files/${file.sha256}`, location.origin).href;
}
