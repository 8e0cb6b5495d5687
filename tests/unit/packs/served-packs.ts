/** What a test file of stored packs begins each test with: the server's two packs, and an empty cache. */
import { afterEach, beforeEach, vi } from 'vitest';
import { openPacks } from '../../../src/packs/folder.ts';
import type { Pack } from '../../../src/packs/pack.ts';
import { storedPacks } from '../../../src/packs/storage.ts';
import { MemoryCaches } from './memory-caches.ts';
import { PackServer } from './pack-server.ts';

export interface ServedPacks {
  site: PackServer;
  store: MemoryCaches;
}

/** To be called once a file; what it returns holds the present test's server and cache. */
export function servePacks(): ServedPacks {
  const served = {} as ServedPacks;
  beforeEach(async () => {
    served.store = new MemoryCaches();
    vi.stubGlobal('caches', served.store);
    vi.stubGlobal('location', { origin: 'https://example.org' });
    served.site = await PackServer.start();
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    served.site.close();
  });
  return served;
}

/** The tiny pack and the larger one. */
export async function packsOf({ site }: ServedPacks): Promise<[Pack, Pack]> {
  return (await openPacks(site.base)) as [Pack, Pack];
}

/** Bytes stored of tiny and of larger. */
export async function storedOf(served: ServedPacks): Promise<number[]> {
  return (await storedPacks(await packsOf(served))).map((one) => one.stored);
}
