/** Importing a pack whose pack.json names files of another: from this device, from beside it on the disk, from the server. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { PackFiles } from '../../../src/packs/files.ts';
import { openPacks } from '../../../src/packs/folder.ts';
import { removePack, storedPacks } from '../../../src/packs/storage.ts';
import type { ImportProgress, SourceFile } from '../../../src/protocol/pack-storage.ts';
import { bringPack, folder } from './brought-pack.ts';
import { contents, packJson } from './pack-json.ts';
import { servePacks } from './served-packs.ts';

describe('a pack from disk that takes files from another', () => {
  const at = servePacks();
  beforeEach(() => {
    vi.stubGlobal('navigator', {}); // It tells of no quota.
    for (const path of Object.keys(at.site.served)) delete at.site.served[path];
    at.site.served['index.json'] = '{"packs":[]}';
  });
  const [, eye, tokenizer] = packJson.files;
  const own = new Uint8Array(40).fill(7);
  const file = { path: 'own.bin', bytes: own.length, sha256: createHash('sha256').update(own).digest('hex') };
  const shared = [eye, tokenizer].map((one) => ({ ...one, pack: 'tiny' }));
  const files = [packJson.files[0], file, ...shared];
  const manifest = JSON.stringify({ ...packJson, id: 'second', title: 'Second', files });
  const wholeBytes = 10 + 40 + 20 + 30;

  /** Its folder as it is served, without what is of the other. */
  const second = (): SourceFile[] =>
    Object.entries({ 'pack.json': manifest, 'vision.onnx': contents['vision.onnx'], 'own.bin': own }).map(
      ([path, content]) => ({ path: `packs/second/${path}`, blob: new Blob([content as BlobPart]) }),
    );
  const tiny = (inside: string): SourceFile[] =>
    folder().map(({ path, blob }) => ({ path: `${inside}${path}`, blob }));
  const stored = async (id: string) =>
    (await storedPacks(await openPacks(at.site.base))).find(({ pack }) => pack.id === id)?.stored;

  it('names the pack that has to come first, and stands alone once that is here', async () => {
    const failed = bringPack(at.site.base, second());
    await expect(failed).rejects.toMatchObject({ code: 'pack-not-found' });
    await expect(failed).rejects.toThrow(
      /^Second takes eye\.bin, tokenizer\.json from the pack tiny.*Import tiny first/,
    );
    expect(at.store.cache.entries.size).toBe(0);
    await bringPack(at.site.base, folder());
    const progress: ImportProgress[] = [];
    await bringPack(at.site.base, second(), progress);
    expect(progress.at(-1)).toMatchObject({ stage: 'store', loaded: wholeBytes, total: wholeBytes });
    expect(await stored('second')).toBe(wholeBytes);
    const [other, pack] = await openPacks(at.site.base);
    if (!pack || !other) throw new Error('no packs');
    await removePack(other, [other, pack]);
    expect(await stored('second')).toBe(wholeBytes);
    expect(await new PackFiles(pack, () => {}).get('eye.bin')).toEqual(contents['eye.bin']);
  });

  it('takes them from the folder of both, and from that pack within its own', async () => {
    for (const inside of ['packs/', 'packs/second/']) {
      await bringPack(at.site.base, [...second(), ...tiny(inside)]);
      expect((await openPacks(at.site.base)).map(({ info }) => info.id)).toEqual(['second']);
      expect(await stored('second')).toBe(wholeBytes);
      at.store.cache.entries.clear();
    }
  });

  it('fetches them where the server has that pack, and keeps nothing of those that are wrong', async () => {
    at.site.served['tiny/eye.bin'] = contents['eye.bin'] ?? '';
    at.site.served['tiny/tokenizer.json'] = own;
    await expect(bringPack(at.site.base, second())).rejects.toMatchObject({ code: 'pack-integrity' });
    expect(at.store.cache.entries.size).toBe(0);
    at.site.served['tiny/tokenizer.json'] = contents['tokenizer.json'] ?? '';
    await bringPack(at.site.base, second());
    expect(await stored('second')).toBe(wholeBytes);
  });

  it('compares also what it takes from a folder beside it', async () => {
    const damaged = tiny('packs/').map((one) =>
      one.path.endsWith('eye.bin') ? { ...one, blob: new Blob([new Uint8Array(20)]) } : one,
    );
    await expect(bringPack(at.site.base, [...second(), ...damaged])).rejects.toMatchObject({
      code: 'pack-integrity',
    });
    expect(at.store.cache.entries.size).toBe(0);
  });
});
