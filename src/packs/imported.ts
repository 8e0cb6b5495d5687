/** The packs that a person brought from disk: each one's pack.json is kept, since no index.json names it. */

import { tell } from './cache.ts';

const IMPORTED = 'ocelli-imported';
const FOLDER = '/ocelli-packs/';

/** Their ids, in the order they came. */
export async function importedIds(): Promise<string[]> {
  try {
    const requests = await (await caches.open(IMPORTED)).keys();
    return requests
      .map(({ url }) => new URL(url).pathname)
      .filter((path) => path.startsWith(FOLDER))
      .map((path) => decodeURIComponent(path.slice(FOLDER.length)));
  } catch {
    return []; // This browser keeps nothing.
  }
}

/** What its pack.json says, unchecked; undefined where no pack of this id was imported. */
export async function importedManifest(id: string): Promise<unknown> {
  try {
    const response = await (await caches.open(IMPORTED)).match(address(id));
    return response && ((await response.json()) as unknown);
  } catch {
    return undefined;
  }
}

/** Keeps a pack.json; false where it could not. */
export async function keepManifest(id: string, json: unknown): Promise<boolean> {
  try {
    await (await caches.open(IMPORTED)).put(address(id), Response.json(json));
    tell();
    return true;
  } catch {
    return false;
  }
}

export async function dropManifest(id: string): Promise<void> {
  try {
    await (await caches.open(IMPORTED)).delete(address(id));
    tell();
  } catch {
    // Nothing is kept, nothing to drop.
  }
}

/** The Cache API wants addresses; these are never requested. */
function address(id: string): string {
  return new URL(FOLDER + encodeURIComponent(id), location.origin).href;
}
