/** Packs from disk: stored and listed without a server naming them; whatever fails leaves nothing. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PackFiles } from '../../../src/packs/files.ts';
import { firstId, openPack, openPacks, openReachablePacks } from '../../../src/packs/folder.ts';
import { removePack, storedPacks } from '../../../src/packs/storage.ts';
import type { ImportProgress, SourceFile } from '../../../src/protocol/pack-storage.ts';
import { bringPack, folder } from './brought-pack.ts';
import { MemoryCaches } from './memory-caches.ts';
import { contents, packJson } from './pack-json.ts';

let server: Server;
let base: string;
let served: Record<string, string>;
/** Addresses at which the connection breaks off. */
let broken: Set<string>;
let store: MemoryCaches;

beforeEach(async () => {
  store = new MemoryCaches();
  vi.stubGlobal('caches', store);
  vi.stubGlobal('location', { origin: 'https://example.org' });
  vi.stubGlobal('navigator', {}); // It tells of no quota.
  served = { '/index.json': '{"packs":[]}' };
  broken = new Set();
  server = createServer(({ url = '' }, response) => {
    if (broken.has(url)) return void response.destroy();
    response.statusCode = served[url] === undefined ? 404 : 200;
    response.end(served[url]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

/** Takes a pack in from disk. */
const bring = (...[files, progress, signal]: BringParams) => bringPack(base, files, progress, signal);
type BringParams = [files: SourceFile[], progress?: ImportProgress[], signal?: AbortSignal];

const listed = async (): Promise<string[]> => (await openPacks(base)).map(({ info }) => info.id);

describe('importPack', () => {
  it('stores a pack that no server names: it is listed, loaded, and gone when removed', async () => {
    const progress: ImportProgress[] = [];
    await bring(folder(), progress);
    expect(await listed()).toEqual(['tiny']);
    expect(await firstId(base)).toBe('tiny');
    for (const stage of ['verify', 'store']) {
      const loaded = progress.filter((one) => one.stage === stage).map((one) => one.loaded);
      expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
      expect(loaded.at(-1)).toBe(60);
    }
    const [pack] = await openPacks(base);
    if (!pack) throw new Error('no pack');
    expect(await new PackFiles(pack, () => {}).get('eye.bin')).toEqual(contents['eye.bin']);
    expect(await storedPacks([pack])).toMatchObject([{ stored: 60, removable: 60, imported: true }]);
    await removePack(pack, [pack]);
    expect(await listed()).toEqual([]);
    expect(store.cache.entries.size).toBe(0);
  });

  it('needs no server that is there', async () => {
    const gone = base;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await bring(folder());
    expect((await openPack(gone, 'tiny')).imported).toBe(true);
  });

  it('keeps the server its word where its pack is the very same, and stands beside it where not', async () => {
    served = { '/index.json': '{"packs":["tiny"]}', '/tiny/pack.json': JSON.stringify(packJson) };
    await bring(folder());
    expect(await storedPacks(await openPacks(base))).toMatchObject([{ stored: 60, imported: false }]);
    await bring(folder({ 'pack.json': JSON.stringify({ ...packJson, version: '2.0.0' }) }));
    const [own] = await openPacks(base);
    expect(own).toMatchObject({ imported: true, info: { version: '2.0.0' } });
    await bring(folder({ 'pack.json': JSON.stringify({ ...packJson, id: 'other' }) }));
    expect(await listed()).toEqual(['tiny', 'other']);
  });

  it('says that a file which left the disk is to be imported again', async () => {
    await bring(folder());
    for (const key of store.cache.entries.keys()) if (key.includes('files')) store.cache.entries.delete(key);
    const [pack] = await openPacks(base);
    if (!pack) throw new Error('no pack');
    await expect(new PackFiles(pack, () => {}).all()).rejects.toThrow(/Import the pack again/);
  });

  it.each([
    ['no pack.json', folder({ 'pack.json': null }), 'pack-not-found', /no pack\.json/],
    ['no JSON', folder({ 'pack.json': '{' }), 'pack-invalid', /not valid JSON/],
    [
      'two packs',
      [...folder(), { path: 'b/pack.json', blob: new Blob() }],
      'pack-not-found',
      /more than one/,
    ],
    ['a missing file', folder({ 'eye.bin': null }), 'pack-not-found', /eye\.bin/],
    ['a wrong size', folder({ 'eye.bin': 'short' }), 'pack-integrity', /eye\.bin .*5 bytes/],
    ['a wrong hash', folder({ 'tokenizer.json': new Uint8Array(30) }), 'pack-integrity', /SHA-256/],
  ])('leaves nothing of a pack with %s', async (_, files, code, message) => {
    const failed = bring(files as SourceFile[]);
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.toThrow(message as RegExp);
    expect(store.cache.entries.size).toBe(0);
  });

  it('leaves nothing when the disk is full after some files, or the quota too small before them', async () => {
    const put = store.cache.put.bind(store.cache);
    let puts = 0;
    store.cache.put = (url, response) => {
      store.cache.full = ++puts > 3;
      return put(url, response);
    };
    await expect(bring(folder())).rejects.toMatchObject({ code: 'storage-full' });
    expect(puts).toBeGreaterThan(3);
    expect(store.cache.entries.size).toBe(0);

    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 100, usage: 50 }) } });
    puts = 0;
    await expect(bring(folder())).rejects.toThrow(/needs .* MB more/);
    expect(puts).toBe(0);
  });

  it('leaves what was there when it is stopped, even half-way through storing', async () => {
    await bring(folder({ 'pack.json': JSON.stringify({ ...packJson, version: '0.9.0' }) }));
    const before = [...store.cache.entries.keys()];
    const own = new Uint8Array(50).fill(9);
    const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', own)).toString('hex');
    const files = [...packJson.files, { path: 'own.bin', bytes: 50, sha256 }];
    const larger = folder({ 'pack.json': JSON.stringify({ ...packJson, files }), 'own.bin': own });
    const stop = new AbortController();
    const progress: ImportProgress[] = [];
    const push = progress.push.bind(progress);
    progress.push = (one) => {
      if (one.stage === 'store') stop.abort();
      return push(one);
    };
    await expect(bring(larger, progress, stop.signal)).rejects.toMatchObject({ code: 'aborted' });
    expect(progress.at(-1)?.stage).toBe('store');
    expect([...store.cache.entries.keys()]).toEqual(before);
    expect((await openPack(base, 'tiny')).info.version).toBe('0.9.0');
    await expect(bring(folder(), [], AbortSignal.abort())).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('openPacks', () => {
  it('leaves out a kept pack.json that it can not read', async () => {
    await bring(folder());
    const key = [...store.cache.entries.keys()].find((url) => url.endsWith('/tiny')) ?? '';
    const json = new TextEncoder().encode(JSON.stringify({ ...packJson, schema: 99 }));
    store.cache.entries.set(key, json as Uint8Array<ArrayBuffer>);
    expect(await listed()).toEqual([]);
  });

  it('fails where the server does not give a pack.json, and without network lists the packs that it can open', async () => {
    served = { '/index.json': '{"packs":["tiny","far"]}', '/tiny/pack.json': JSON.stringify(packJson) };
    broken.add('/far/pack.json');
    await expect(openPacks(base)).rejects.toMatchObject({ code: 'network' });
    expect((await openReachablePacks(base)).map(({ info }) => info.id)).toEqual(['tiny']);
    broken.add('/tiny/pack.json');
    await expect(openReachablePacks(base)).rejects.toMatchObject({ code: 'network' });
    await bring(folder({ 'pack.json': JSON.stringify({ ...packJson, id: 'own' }) }));
    expect((await openReachablePacks(base)).map(({ info }) => info.id)).toEqual(['own']);
    broken.clear();
    await expect(openReachablePacks(base)).rejects.toMatchObject({ code: 'pack-not-found' });
  });
});
