/** Storing, pausing, going on with and removing packs, over a real HTTP server that knows ranges. */
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadPack } from '../../../src/packs/download.ts';
import { PackFiles } from '../../../src/packs/files.ts';
import { openPacks } from '../../../src/packs/folder.ts';
import type { Pack } from '../../../src/packs/pack.ts';
import { removePack, storedPacks } from '../../../src/packs/storage.ts';
import { MemoryCaches } from './memory-caches.ts';
import { contents, packJson } from './pack-json.ts';

const own = new Uint8Array(200_000).map((_, i) => (i * 7) % 251);
const sha256 = createHash('sha256').update(own).digest('hex');
/** Shares all files of the tiny pack, and has one more, longer than what is sent at once. */
const larger = {
  ...packJson,
  id: 'larger',
  files: [...packJson.files, { path: 'own.bin', bytes: own.length, sha256 }],
};
const largerBytes = 60 + own.length;

let server: Server;
let base: string;
let served: Record<string, Uint8Array | string>;
let asked: { path: string; range: string | undefined }[];
/** After so many bytes of own.bin the server waits. */
let stopAt: number;
let ranges: boolean;
let store: MemoryCaches;

beforeEach(async () => {
  store = new MemoryCaches();
  vi.stubGlobal('caches', store);
  vi.stubGlobal('location', { origin: 'https://example.org' });
  asked = [];
  stopAt = Infinity;
  ranges = true;
  served = {
    'index.json': JSON.stringify({ packs: ['tiny', 'larger'] }),
    'tiny/pack.json': JSON.stringify(packJson),
    'larger/pack.json': JSON.stringify(larger),
    'larger/own.bin': own,
  };
  for (const [path, bytes] of Object.entries(contents))
    for (const id of ['tiny', 'larger']) served[`${id}/${path}`] = bytes;
  server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1);
    const { range } = request.headers;
    if (!path.endsWith('.json') || path.endsWith('tokenizer.json')) asked.push({ path, range });
    const body = Buffer.from(served[path] ?? '');
    const from = ranges ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0;
    if (from >= body.length) return response.writeHead(416).end();
    if (from > 0) {
      response.writeHead(206, { 'Content-Range': `bytes ${from}-${body.length - 1}/${body.length}` });
    }
    if (!path.endsWith('own.bin') || stopAt > body.length) return response.end(body.subarray(from));
    return response.write(body.subarray(from, stopAt));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

async function packs(): Promise<[Pack, Pack]> {
  return (await openPacks(base)) as [Pack, Pack];
}

/** Bytes stored of tiny and of larger. */
async function stored(): Promise<number[]> {
  return (await storedPacks(await packs())).map((one) => one.stored);
}

/** Downloads the larger pack until `stopAt` bytes of its own file have come, then pauses. */
async function pause(pack: Pack): Promise<void> {
  const abort = new AbortController();
  const follow = ({ file, loaded }: { file?: string; loaded: number }): void => {
    if (file === 'own.bin' && loaded === 60 + stopAt) abort.abort();
  };
  await expect(downloadPack(pack, follow, abort.signal)).rejects.toMatchObject({ code: 'aborted' });
}

describe('a file that another pack holds', () => {
  /** Has the tokenizer of `tiny` by its name and its hash, and no copy of it. */
  const guest = {
    ...packJson,
    id: 'guest',
    files: packJson.files.map((file) => (file.path === 'tokenizer.json' ? { ...file, pack: 'tiny' } : file)),
  };

  beforeEach(() => {
    served['index.json'] = JSON.stringify({ packs: ['tiny', 'guest'] });
    served['guest/pack.json'] = JSON.stringify(guest);
    for (const path of ['vision.onnx', 'eye.bin']) served[`guest/${path}`] = contents[path] as Uint8Array;
  });

  it('is fetched from that pack’s folder, whichever way it is asked for', async () => {
    const [, pack] = await packs();
    expect(await new PackFiles(pack, () => {}).get('tokenizer.json')).toEqual(contents['tokenizer.json']);
    expect(asked.map(({ path }) => path)).toEqual(['tiny/tokenizer.json']);
    asked = [];
    await downloadPack(pack, () => {});
    expect(asked.map(({ path }) => path)).toEqual([
      'guest/vision.onnx',
      'guest/eye.bin',
      'tiny/tokenizer.json',
    ]);
  });

  it('is fetched once for both packs, and stays as long as one of them is whole', async () => {
    const [tiny, pack] = await packs();
    await downloadPack(tiny, () => {});
    asked = [];
    await downloadPack(pack, () => {});
    await new PackFiles(pack, () => {}).all();
    expect(asked).toEqual([]);
    await removePack(tiny, [tiny, pack]);
    expect(await stored()).toEqual([60, 60]);
    await new PackFiles(pack, () => {}).all();
    expect(asked).toEqual([]);
  });
});

describe('downloadPack', () => {
  it('stores every file once, with progress up to the total; then nothing is asked for', async () => {
    const [tiny] = await packs();
    expect(await stored()).toEqual([0, 0]);
    const loaded: number[] = [];
    await downloadPack(tiny, (progress) => loaded.push(progress.loaded));
    expect(loaded).toEqual([...loaded].sort((a, b) => a - b));
    expect(loaded.at(-1)).toBe(60);
    expect(await stored()).toEqual([60, 60]);
    asked = [];
    await downloadPack(tiny, () => {});
    await new PackFiles(tiny, () => {}).all();
    expect(asked).toEqual([]);
  });

  it('keeps what had arrived when it is paused, and asks for the rest alone', async () => {
    const [, pack] = await packs();
    stopAt = 120_000;
    await pause(pack);
    expect(await stored()).toEqual([60, 60 + stopAt]);
    stopAt = Infinity;
    asked = [];
    const loaded: number[] = [];
    await downloadPack(pack, (progress) => loaded.push(progress.loaded));
    expect(asked).toEqual([{ path: 'larger/own.bin', range: 'bytes=120000-' }]);
    expect(loaded.every((bytes, i) => i < 3 || bytes >= 120_060)).toBe(true);
    expect(await stored()).toEqual([60, largerBytes]);
    expect(await new PackFiles(pack, () => {}).get('own.bin')).toEqual(own);
    expect(store.cache.entries.size).toBe(4);
  });

  it('takes the whole from a server that knows no ranges', async () => {
    const [, pack] = await packs();
    stopAt = 120_000;
    await pause(pack);
    stopAt = Infinity;
    ranges = false;
    await downloadPack(pack, () => {});
    expect(await stored()).toEqual([60, largerBytes]);
  });

  it('stores nothing whose SHA-256 differs, and begins anew after it', async () => {
    const [, pack] = await packs();
    stopAt = 120_000;
    await pause(pack);
    stopAt = Infinity;
    served['larger/own.bin'] = own.map((byte) => byte ^ 1);
    await expect(downloadPack(pack, () => {})).rejects.toMatchObject({ code: 'pack-integrity' });
    expect(await stored()).toEqual([60, 60]);
    served['larger/own.bin'] = own;
    asked = [];
    await downloadPack(pack, () => {});
    expect(asked).toEqual([{ path: 'larger/own.bin', range: undefined }]);
  });

  it('begins anew where the file became shorter than what is kept', async () => {
    const [, pack] = await packs();
    stopAt = 120_000;
    await pause(pack);
    stopAt = Infinity;
    served['larger/own.bin'] = own.subarray(0, 10);
    await expect(downloadPack(pack, () => {})).rejects.toMatchObject({ code: 'pack-integrity' });
    expect(asked.at(-1)).toEqual({ path: 'larger/own.bin', range: undefined });
  });

  it('says that the disk is full', async () => {
    store.cache.full = true;
    await expect(downloadPack((await packs())[0], () => {})).rejects.toMatchObject({ code: 'storage-full' });
    expect(await stored()).toEqual([0, 0]);
  });
});

describe('PackFiles.fill', () => {
  /** Much faster than to compare value by value. */
  const isOwn = (bytes: Uint8Array | undefined): boolean => Buffer.from(bytes ?? []).equals(own);

  async function filled(): Promise<Uint8Array> {
    const room = new Uint8Array(own.length);
    await new PackFiles((await packs())[1], () => {}).fill('own.bin', room);
    return room;
  }

  it('writes the file where it will live and into the cache in one pass; then nothing is asked for', async () => {
    expect(isOwn(await filled())).toBe(true);
    expect(await stored()).toEqual([0, own.length]);
    expect(asked).toHaveLength(1);
    expect(isOwn(await filled())).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('counts in the progress, beside the files that are had whole', async () => {
    const last = new Map<string, number>();
    const files = new PackFiles((await packs())[1], ({ stage, loaded }) => last.set(stage, loaded));
    await Promise.all([files.all(['own.bin']), files.fill('own.bin', new Uint8Array(own.length))]);
    expect(Object.fromEntries(last)).toEqual({ fetch: largerBytes, verify: largerBytes });
    expect(asked.filter(({ path }) => path === 'larger/own.bin')).toHaveLength(1);
  });

  it('stores nothing that is not the file, and says so', async () => {
    for (const wrong of [own.map((byte) => byte ^ 1), own.subarray(1), new Uint8Array(own.length + 1)]) {
      served['larger/own.bin'] = wrong;
      await expect(filled()).rejects.toMatchObject({ code: 'pack-integrity' });
      expect(await stored()).toEqual([0, 0]);
    }
  });

  it('fetches anew what is stored wrong', async () => {
    await filled();
    const [key] = store.cache.entries.keys();
    store.cache.entries.set(key as string, own.toReversed());
    expect(isOwn(await filled())).toBe(true);
    expect(asked).toHaveLength(2);
    expect(isOwn(store.cache.entries.get(key as string))).toBe(true);
  });

  it('needs no disk', async () => {
    store.cache.full = true;
    expect(isOwn(await filled())).toBe(true);
    expect(await stored()).toEqual([0, 0]);
    vi.stubGlobal('caches', undefined);
    expect(isOwn(await filled())).toBe(true);
  });

  it('leaves nothing of a load that is aborted', async () => {
    const abort = new AbortController();
    stopAt = 120_000;
    const follow = ({ loaded }: { loaded: number }): void => {
      if (loaded === stopAt) abort.abort();
    };
    const files = new PackFiles((await packs())[1], follow, abort.signal);
    await expect(files.fill('own.bin', new Uint8Array(own.length))).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await stored()).toEqual([0, 0]);
  });
});

describe('removePack', () => {
  it('keeps the files that another whole pack needs', async () => {
    const all = await packs();
    await downloadPack(all[1], () => {});
    expect((await storedPacks(all)).map((one) => one.removable)).toEqual([0, own.length]);
    await removePack(all[1], all);
    expect(await stored()).toEqual([60, 60]);
    await removePack(all[0], all);
    expect(await stored()).toEqual([0, 0]);
    expect(store.cache.entries.size).toBe(0);
  });

  it('removes the part of a paused download too', async () => {
    const all = await packs();
    stopAt = 120_000;
    await pause(all[1]);
    await removePack(all[1], all);
    expect(await stored()).toEqual([60, 60]);
    expect([...store.cache.entries.keys()].filter((key) => key.endsWith('.part'))).toEqual([]);
  });
});

describe('storedPacks', () => {
  it('is empty where the browser stores nothing', async () => {
    vi.stubGlobal('caches', undefined);
    expect(await stored()).toEqual([0, 0]);
  });
});
