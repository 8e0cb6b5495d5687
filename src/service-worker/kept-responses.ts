/** Responses kept at first use, apart from the shell: a person who never loads a model never stores its runtime. */

const ENGINE = 'ocelli-engine';
const MANIFESTS = 'ocelli-manifests';

/** A file whose name changes with its content: stored once, then never asked for again. Older versions go. */
export async function keptOnce(request: Request): Promise<Response> {
  const cache = await caches.open(ENGINE);
  const stored = await cache.match(request.url);
  if (stored) return stored;
  const response = await fetch(request);
  if (response.ok) {
    await dropOthers(cache, request.url);
    await put(cache, request.url, response.clone());
  }
  return response;
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

/** Removes what has the same name but for the hash of its content. */
async function dropOthers(cache: Cache, url: string): Promise<void> {
  const name = nameOf(url);
  for (const { url: other } of await cache.keys()) if (nameOf(other) === name) await cache.delete(other);
}

function nameOf(url: string): string {
  return new URL(url).pathname.replace(/-[\w-]{8}(?=\.wasm$)/, '');
}

/** A full disk stores nothing, and nothing fails. */
async function put(cache: Cache, url: string, response: Response): Promise<void> {
  await cache.put(url, response).catch(() => undefined);
}
