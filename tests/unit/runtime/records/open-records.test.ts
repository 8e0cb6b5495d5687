import { afterEach, expect, test, vi } from 'vitest';
import { openRecords } from '../../../../src/runtime/records/open-records.ts';
import { MemoryFile } from './memory-file.ts';

const key = 'a'.repeat(64);

/** A private file system with one file, whose openings end as those of `opened` do, one after another. */
function serve(...opened: Promise<MemoryFile>[]): void {
  const folder = {
    getFileHandle: () =>
      Promise.resolve({
        createSyncAccessHandle: () => opened.shift() ?? Promise.reject(new Error('no more')),
      }),
    keys: async function* () {},
  };
  const getDirectory = () => Promise.resolve({ getDirectoryHandle: () => Promise.resolve(folder) });
  vi.stubGlobal('navigator', { storage: { getDirectory } });
}

const held = () => {
  const refusal = Promise.reject<MemoryFile>(new DOMException('held', 'NoModificationAllowedError'));
  refusal.catch(() => undefined); // Until it is asked for.
  return refusal;
};
const quick = { patienceMs: 5, heldMs: 1 };

afterEach(() => void vi.unstubAllGlobals());

test('opens a file of records', async () => {
  serve(Promise.resolve(new MemoryFile()));
  const records = await openRecords('kind', '1', 4, 2);
  records?.set(key, Uint8Array.of(1, 2, 3, 4));
  expect(records?.get(key)).toEqual(Uint8Array.of(1, 2, 3, 4));
});

test('a file that a page held which is no more is opened at another attempt', async () => {
  serve(held(), held(), Promise.resolve(new MemoryFile()));
  expect(await openRecords('kind', '1', 4, 2, quick)).toBeDefined();
});

test('a file that another tab goes on holding, or no file system, is no error', async () => {
  serve(held(), held(), held(), held(), Promise.resolve(new MemoryFile()));
  expect(await openRecords('kind', '1', 4, 2, quick)).toBeUndefined();
  vi.stubGlobal('navigator', {});
  expect(await openRecords('kind', '1', 4, 2, quick)).toBeUndefined();
});

test('an attempt that gets no answer is followed by another; what it opens later is closed', async () => {
  const [late, next] = [new MemoryFile(), new MemoryFile()];
  let answer: ((file: MemoryFile) => void) | undefined;
  serve(new Promise((resolve) => (answer = resolve)), Promise.resolve(next));
  expect(await openRecords('kind', '1', 4, 2, quick)).toBeDefined();
  answer?.(late);
  await vi.waitFor(() => expect(late.closed).toBe(true));
  expect(next.closed).toBe(false);
});

test('a file system that never answers is given up', async () => {
  const never = new Promise<MemoryFile>(() => undefined);
  serve(never, never, never, never);
  expect(await openRecords('kind', '1', 4, 2, quick)).toBeUndefined();
});
