/** ONNX Runtime's module is kept for visits without network. A person who never loads a model never stores it. */
import { MODULES } from '../protocol/offline-caches.ts';

/**
 * Stores the module at `url`, whose name changes with its content; older versions go. A full disk stores nothing, and
 * nothing fails.
 */
export async function keepModule(url: string): Promise<void> {
  try {
    const cache = await caches.open(MODULES);
    if (await cache.match(url)) return;
    // The browser's own cache has it since it was compiled: no second download.
    const response = await fetch(url, { cache: 'force-cache' });
    if (!response.ok) return;
    for (const { url: other } of await cache.keys())
      if (nameOf(other) === nameOf(url)) await cache.delete(other);
    await cache.put(url, response);
  } catch {
    // No cache, no room, or no network any more: the next visit tries again.
  }
}

/** The path without the hash of the content. */
function nameOf(url: string): string {
  return new URL(url).pathname.replace(/-[\w-]{8}(?=\.wasm$)/, '');
}
