/**
 * The packs there are: those of a folder on a server, where `index.json` lists the ids and each pack is a folder of its
 * own, and those that were imported from disk. An imported pack is preferred to one of the same id on the server.
 */
import { VlmError } from '../protocol/error.ts';
import { Fields } from './fields.ts';
import { fetchJson } from './fetch.ts';
import { importedIds, importedManifest } from './imported.ts';
import { readManifest } from './manifest.ts';
import type { Pack } from './pack.ts';

/** Ids of the folder's packs, in its order. @param base Address ending in a slash. */
export async function listIds(base: string, signal?: AbortSignal): Promise<string[]> {
  return new Fields(await fetchJson(new URL('index.json', base).href, signal)).strings('packs');
}

/** Id of the pack that is loaded where none is asked for: the folder's first, else the first imported one. */
export async function firstId(base: string, signal?: AbortSignal): Promise<string | undefined> {
  return (await listIds(base, signal))[0] ?? (await importedIds())[0];
}

/** One pack's checked manifest. Rejects with `pack-not-found`, `pack-invalid`, `network` or `aborted`. */
export async function openPack(base: string, id: string, signal?: AbortSignal): Promise<Pack> {
  const imported = await importedManifest(id);
  if (imported !== undefined) return { ...readManifest(imported, folderOf(base, id)), imported: true };
  return readManifest(await servedManifest(base, id, signal), folderOf(base, id));
}

/** What the server's pack.json says, unchecked. */
export function servedManifest(base: string, id: string, signal?: AbortSignal): Promise<unknown> {
  return fetchJson(new URL('pack.json', folderOf(base, id)).href, signal);
}

/** All the folder's packs, in its order, then the imported ones. Rejects where the server's pack.json of one fails. */
export async function openPacks(base: string, signal?: AbortSignal): Promise<Pack[]> {
  return present(await openEach(base, signal));
}

/**
 * The same, but for those whose pack.json can't be fetched now: without network, those that this device has never
 * opened. Rejects as {@link openPacks} where none is left.
 */
export async function openReachablePacks(base: string, signal?: AbortSignal): Promise<Pack[]> {
  let failure: VlmError | undefined;
  const reachable = (await openEach(base, signal)).map((opening) =>
    opening.catch((error: unknown) => {
      if (!(error instanceof VlmError && error.code === 'network')) throw error;
      failure = error;
      return undefined;
    }),
  );
  const packs = await present(reachable);
  if (failure && packs.length === 0) throw failure;
  return packs;
}

async function openEach(base: string, signal?: AbortSignal): Promise<Promise<Pack | undefined>[]> {
  const served = new Set(await listIds(base, signal));
  const others = (await importedIds()).filter((id) => !served.has(id));
  const imported = others.map((id) => openPack(base, id, signal).catch(leftOut));
  return [...[...served].map((id) => openPack(base, id, signal)), ...imported];
}

async function present(opening: Promise<Pack | undefined>[]): Promise<Pack[]> {
  return (await Promise.all(opening)).filter((pack) => pack !== undefined);
}

/** A pack that an earlier version took in and this one can't read must not hide the others. */
function leftOut(error: unknown): undefined {
  if (error instanceof VlmError && error.code === 'pack-invalid') return undefined;
  throw error;
}

/** Address of a pack's folder on the server. */
export function folderOf(base: string, id: string): string {
  return new URL(`${encodeURIComponent(id)}/`, base).href;
}
