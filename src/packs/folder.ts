/** A folder of packs on a server: `index.json` lists the ids, each pack is a folder of its own. */
import { Fields } from './fields.ts';
import { fetchJson } from './fetch.ts';
import { readManifest } from './manifest.ts';
import type { Pack } from './pack.ts';

/** Ids of the folder's packs, in its order. @param base Address ending in a slash. */
export async function listIds(base: string, signal?: AbortSignal): Promise<string[]> {
  return new Fields(await fetchJson(new URL('index.json', base).href, signal)).strings('packs');
}

/** One pack's checked manifest. Rejects with `pack-not-found`, `pack-invalid`, `network` or `aborted`. */
export async function openPack(base: string, id: string, signal?: AbortSignal): Promise<Pack> {
  const folder = new URL(`${encodeURIComponent(id)}/`, base).href;
  return readManifest(await fetchJson(new URL('pack.json', folder).href, signal), folder);
}

/** All the folder's packs, in its order. */
export async function openPacks(base: string, signal?: AbortSignal): Promise<Pack[]> {
  return Promise.all((await listIds(base, signal)).map((id) => openPack(base, id, signal)));
}
