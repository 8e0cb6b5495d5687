/** A file that goes part by part where it will live, and into the cache on the way, over a real HTTP server. */
import { describe, expect, it, vi } from 'vitest';
import { PackFiles } from '../../../src/packs/files.ts';
import { largerBytes, own } from './pack-server.ts';
import { packsOf, servePacks, storedOf } from './served-packs.ts';

const served = servePacks();
const packs = () => packsOf(served);
const stored = () => storedOf(served);

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
    expect(served.site.asked).toHaveLength(1);
    expect(isOwn(await filled())).toBe(true);
    expect(served.site.asked).toHaveLength(1);
  });

  it('counts in the progress, beside the files that are had whole', async () => {
    const last = new Map<string, number>();
    const files = new PackFiles((await packs())[1], ({ stage, loaded }) => last.set(stage, loaded));
    await Promise.all([files.all(['own.bin']), files.fill('own.bin', new Uint8Array(own.length))]);
    expect(Object.fromEntries(last)).toEqual({ fetch: largerBytes, verify: largerBytes });
    expect(served.site.asked.filter(({ path }) => path === 'larger/own.bin')).toHaveLength(1);
  });

  it('stores nothing that is not the file, and says so', async () => {
    for (const wrong of [own.map((byte) => byte ^ 1), own.subarray(1), new Uint8Array(own.length + 1)]) {
      served.site.served['larger/own.bin'] = wrong;
      await expect(filled()).rejects.toMatchObject({ code: 'pack-integrity' });
      expect(await stored()).toEqual([0, 0]);
    }
  });

  it('fetches anew what is stored wrong', async () => {
    await filled();
    const [key] = served.store.cache.entries.keys();
    served.store.cache.entries.set(key as string, own.toReversed());
    expect(isOwn(await filled())).toBe(true);
    expect(served.site.asked).toHaveLength(2);
    expect(isOwn(served.store.cache.entries.get(key as string))).toBe(true);
  });

  it('has the file when its last byte has come, told of the end or not', async () => {
    await filled();
    const { cache } = served.store;
    const [key] = cache.entries.keys();
    const unended = () => new ReadableStream({ type: 'bytes', start: (to) => to.enqueue(own.slice()) });
    cache.match = async (url) => (url === key ? new Response(unended()) : undefined);
    expect(isOwn(await filled())).toBe(true);
    expect(served.site.asked).toHaveLength(1);
  });

  it('needs no disk', async () => {
    served.store.cache.full = true;
    expect(isOwn(await filled())).toBe(true);
    expect(await stored()).toEqual([0, 0]);
    vi.stubGlobal('caches', undefined);
    expect(isOwn(await filled())).toBe(true);
  });

  it('leaves nothing of a load that is aborted', async () => {
    const abort = new AbortController();
    served.site.stopAt = 120_000;
    const follow = ({ loaded }: { loaded: number }): void => {
      if (loaded === served.site.stopAt) abort.abort();
    };
    const files = new PackFiles((await packs())[1], follow, abort.signal);
    await expect(files.fill('own.bin', new Uint8Array(own.length))).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(await stored()).toEqual([0, 0]);
  });
});
