/**
 * Files already downloaded, by the hash of their content, so that two packs store a shared one once; and the first
 * bytes of files whose download broke off. Kept in the browser's Cache API; where that is missing or full, every call
 * is a miss and nothing fails.
 */
import { STORED_FILES } from '../protocol/pack-storage.ts';
import type { PackFile } from './pack.ts';
import { handOver } from './hand-over.ts';
import { storedParts } from './stored-parts.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** The stored bytes, not yet verified; undefined when there are none. */
export function cached(file: PackFile): Promise<Bytes | undefined> {
  return read(file.sha256);
}

/** Stores verified bytes; false where it could not. A full disk leaves the file uncached: it is fetched again. */
export async function store(file: PackFile, bytes: Bytes | Blob): Promise<boolean> {
  const stored = await write(file.sha256, bytes);
  if (!stored) await forget(file);
  tell();
  return stored;
}

/** The stored bytes as they are read from the disk, not verified; undefined when there are none. */
export async function cachedParts(file: PackFile): Promise<AsyncIterable<Bytes> | undefined> {
  try {
    const stored = async (): Promise<Response | undefined> =>
      (await caches.open(STORED_FILES)).match(address(file.sha256));
    const body = (await stored())?.body;
    return body ? storedParts(body, stored) : undefined;
  } catch {
    return undefined;
  }
}

/** A file on its way into the cache, part by part. Where it can't be stored, its calls do nothing. */
export interface Storing {
  /** Resolves when more can be taken. The bytes are copied. */
  write(part: Bytes): Promise<void>;
  /** The parts were all and are right: from now on the file is there. */
  keep(): Promise<void>;
  /** Nothing of it stays. */
  drop(): Promise<void>;
}

/** Begins to store a file that arrives: it counts as stored only when it is told to `keep` it. */
export function storing(file: PackFile): Storing {
  const handed = handOver();
  let over = false;
  // The file is put in place when its stream ends, and not at all when the stream breaks off.
  const stored = write(file.sha256, handed.stream).finally(() => (over = true));
  // A disk that is full takes no more: what waits for it goes on.
  const unlessOver = (step: Promise<void>): Promise<unknown> => Promise.race([step, stored]);
  return {
    async write(part) {
      if (!over) await unlessOver(handed.write(part));
    },
    async keep() {
      await unlessOver(handed.end());
      await stored;
      tell();
    },
    async drop() {
      handed.breakOff();
      await stored;
    },
  };
}

/** Removes one file, as when its stored bytes turned out wrong. */
export async function forget(file: PackFile): Promise<void> {
  await remove(file.sha256);
  tell();
}

/** The first bytes of a file whose download broke off. */
export function cachedPart(file: PackFile): Promise<Bytes | undefined> {
  return read(partOf(file));
}

/** Keeps the first bytes of a file for the next download. */
export async function storePart(file: PackFile, bytes: Bytes): Promise<void> {
  await write(partOf(file), bytes);
  tell();
}

export async function forgetPart(file: PackFile): Promise<void> {
  await remove(partOf(file));
}

/** How many bytes of each of these files are stored, in their order. Reads no file that is stored whole. */
export async function storedBytes(files: readonly PackFile[]): Promise<number[]> {
  try {
    const cache = await caches.open(STORED_FILES);
    const keys = new Set((await cache.keys()).map(({ url }) => url));
    return await Promise.all(
      files.map(async (file) => {
        if (keys.has(address(file.sha256))) return file.bytes;
        if (!keys.has(address(partOf(file)))) return 0;
        const part = await cache.match(address(partOf(file)));
        return part ? (await part.blob()).size : 0;
      }),
    );
  } catch {
    return files.map(() => 0);
  }
}

async function read(name: string): Promise<Bytes | undefined> {
  try {
    const response = await (await caches.open(STORED_FILES)).match(address(name));
    return response && new Uint8Array(await response.arrayBuffer());
  } catch {
    return undefined;
  }
}

async function write(name: string, bytes: Bytes | Blob | ReadableStream<Bytes>): Promise<boolean> {
  try {
    await (await caches.open(STORED_FILES)).put(address(name), new Response(bytes));
    return true;
  } catch {
    return false;
  }
}

async function remove(name: string): Promise<void> {
  try {
    await (await caches.open(STORED_FILES)).delete(address(name));
  } catch {
    // No cache, nothing to remove.
  }
}

/** Tells every page of this origin that what is stored has changed. */
export function tell(): void {
  const channel = new BroadcastChannel(STORED_FILES);
  channel.postMessage('changed');
  channel.close();
}

/** The Cache API wants addresses; these are never requested. */
function address(name: string): string {
  return new URL(`/ocelli-files/${name}`, location.origin).href;
}

function partOf({ sha256 }: PackFile): string {
  return `${sha256}.part`;
}
