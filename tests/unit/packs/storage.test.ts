/** Storing, pausing, going on with and removing packs, over a real HTTP server that knows ranges. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadPack } from '../../../src/packs/download.ts';
import { PackFiles } from '../../../src/packs/files.ts';
import type { Pack } from '../../../src/packs/pack.ts';
import { removePack, storedPacks } from '../../../src/packs/storage.ts';
import { contents, packJson } from './pack-json.ts';
import { largerBytes, own } from './pack-server.ts';
import { packsOf, servePacks, storedOf } from './served-packs.ts';

const served = servePacks();
const packs = () => packsOf(served);
const stored = () => storedOf(served);

/** Downloads the larger pack until `stopAt` bytes of its own file have come, then pauses. */
async function pause(pack: Pack): Promise<void> {
  const abort = new AbortController();
  const follow = ({ file, loaded }: { file?: string; loaded: number }): void => {
    if (file === 'own.bin' && loaded === 60 + served.site.stopAt) abort.abort();
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
    served.site.served['index.json'] = JSON.stringify({ packs: ['tiny', 'guest'] });
    served.site.served['guest/pack.json'] = JSON.stringify(guest);
    for (const path of ['vision.onnx', 'eye.bin'])
      served.site.served[`guest/${path}`] = contents[path] as Uint8Array;
  });

  it('is fetched from that pack’s folder, whichever way it is asked for', async () => {
    const [, pack] = await packs();
    expect(await new PackFiles(pack, () => {}).get('tokenizer.json')).toEqual(contents['tokenizer.json']);
    expect(served.site.asked.map(({ path }) => path)).toEqual(['tiny/tokenizer.json']);
    served.site.asked = [];
    await downloadPack(pack, () => {});
    expect(served.site.asked.map(({ path }) => path)).toEqual([
      'guest/vision.onnx',
      'guest/eye.bin',
      'tiny/tokenizer.json',
    ]);
  });

  it('is fetched once for both packs, and stays as long as one of them is whole', async () => {
    const [tiny, pack] = await packs();
    await downloadPack(tiny, () => {});
    served.site.asked = [];
    await downloadPack(pack, () => {});
    await new PackFiles(pack, () => {}).all();
    expect(served.site.asked).toEqual([]);
    await removePack(tiny, [tiny, pack]);
    expect(await stored()).toEqual([60, 60]);
    await new PackFiles(pack, () => {}).all();
    expect(served.site.asked).toEqual([]);
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
    served.site.asked = [];
    await downloadPack(tiny, () => {});
    await new PackFiles(tiny, () => {}).all();
    expect(served.site.asked).toEqual([]);
  });

  it('keeps what had arrived when it is paused, and asks for the rest alone', async () => {
    const [, pack] = await packs();
    served.site.stopAt = 120_000;
    await pause(pack);
    expect(await stored()).toEqual([60, 60 + served.site.stopAt]);
    served.site.stopAt = Infinity;
    served.site.asked = [];
    const loaded: number[] = [];
    await downloadPack(pack, (progress) => loaded.push(progress.loaded));
    expect(served.site.asked).toEqual([{ path: 'larger/own.bin', range: 'bytes=120000-' }]);
    expect(loaded.every((bytes, i) => i < 3 || bytes >= 120_060)).toBe(true);
    expect(await stored()).toEqual([60, largerBytes]);
    expect(await new PackFiles(pack, () => {}).get('own.bin')).toEqual(own);
    expect(served.store.cache.entries.size).toBe(4);
  });

  it('takes the whole from a server that knows no ranges', async () => {
    const [, pack] = await packs();
    served.site.stopAt = 120_000;
    await pause(pack);
    served.site.stopAt = Infinity;
    served.site.ranges = false;
    await downloadPack(pack, () => {});
    expect(await stored()).toEqual([60, largerBytes]);
  });

  it('stores nothing whose SHA-256 differs, and begins anew after it', async () => {
    const [, pack] = await packs();
    served.site.stopAt = 120_000;
    await pause(pack);
    served.site.stopAt = Infinity;
    served.site.served['larger/own.bin'] = own.map((byte) => byte ^ 1);
    await expect(downloadPack(pack, () => {})).rejects.toMatchObject({ code: 'pack-integrity' });
    expect(await stored()).toEqual([60, 60]);
    served.site.served['larger/own.bin'] = own;
    served.site.asked = [];
    await downloadPack(pack, () => {});
    expect(served.site.asked).toEqual([{ path: 'larger/own.bin', range: undefined }]);
  });

  it('begins anew where the file became shorter than what is kept', async () => {
    const [, pack] = await packs();
    served.site.stopAt = 120_000;
    await pause(pack);
    served.site.stopAt = Infinity;
    served.site.served['larger/own.bin'] = own.subarray(0, 10);
    await expect(downloadPack(pack, () => {})).rejects.toMatchObject({ code: 'pack-integrity' });
    expect(served.site.asked.at(-1)).toEqual({ path: 'larger/own.bin', range: undefined });
  });

  it('says that the disk is full', async () => {
    served.store.cache.full = true;
    await expect(downloadPack((await packs())[0], () => {})).rejects.toMatchObject({ code: 'storage-full' });
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
    expect(served.store.cache.entries.size).toBe(0);
  });

  it('removes the part of a paused download too', async () => {
    const all = await packs();
    served.site.stopAt = 120_000;
    await pause(all[1]);
    await removePack(all[1], all);
    expect(await stored()).toEqual([60, 60]);
    expect([...served.store.cache.entries.keys()].filter((key) => key.endsWith('.part'))).toEqual([]);
  });
});

describe('storedPacks', () => {
  it('is empty where the browser stores nothing', async () => {
    vi.stubGlobal('caches', undefined);
    expect(await stored()).toEqual([0, 0]);
  });
});
