/** Responses apart from the shell: the modules of the engine, and what packs there are. */
import { MODULES } from '../protocol/offline-caches.ts';

const MANIFESTS = 'ocelli-manifests';

/**
 * A module whose name changes with its content. The browser's own cache comes first: only with the response that it was
 * compiled from does the browser find the compiled code again. Then what `keepModule` stored, then the network.
 */
export async function compiledModule(request: Request): Promise<Response> {
  return (await browserCached(request.url)) ?? (await stored(request.url)) ?? fetch(request);
}

async function browserCached(url: string): Promise<Response | undefined> {
  try {
    const response = await fetch(url, { cache: 'only-if-cached', mode: 'same-origin' });
    return response.ok ? response : undefined;
  } catch {
    return undefined; // It isn't there, or this browser can't say.
  }
}

async function stored(url: string): Promise<Response | undefined> {
  return (await caches.open(MODULES)).match(url);
}

/** A small file that may change: the network's version, or the last one seen where there is no network. */
export async function lastSeen(request: Request): Promise<Response> {
  const cache = await caches.open(MANIFESTS);
  try {
    const response = await fetch(request);
    if (response.ok) await put(cache, request.url, response.clone());
    return response;
  } catch (error) {
    const stored = await cache.match(request.url);
    if (stored) return stored;
    throw error;
  }
}

/**
 * Asks for the pack.json of every pack in a folder, so that each is kept, whether or not a page asked while this service
 * worker answered it. @param folder Address ending in a slash.
 */
export async function keepManifests(folder: string): Promise<void> {
  try {
    const index = await lastSeen(new Request(new URL('index.json', folder)));
    const { packs } = (await index.json()) as { packs: string[] };
    const addresses = packs.map((id) => new URL(`${encodeURIComponent(id)}/pack.json`, folder));
    await Promise.allSettled(addresses.map((address) => lastSeen(new Request(address))));
  } catch {
    // No such folder, or no network: what is asked for later is kept then.
  }
}

/** A full disk stores nothing, and nothing fails. */
async function put(cache: Cache, url: string, response: Response): Promise<void> {
  await cache.put(url, response).catch(() => undefined);
}
