/**
 * The files of one pack in memory: from the cache or the network, verified, each content fetched once
 * however many ask for it.
 */
import type { LoadProgress } from '../protocol/values.ts';
import { hexadecimal } from '../runtime/digest.ts';
import { Sha256 } from '../runtime/sha256.ts';
import { addressOf } from './address.ts';
import { cached, cachedParts, forget, store, storing, type Storing } from './cache.ts';
import { fetchBytes, fetchParts } from './fetch.ts';
import { invalid } from './fields.ts';
import type { Pack, PackFile } from './pack.ts';
import { demandHash, demandLength, verify } from './verify.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Downloads under way in this worker, by hash. */
const underWay = new Map<string, Promise<Bytes>>();

export class PackFiles {
  readonly #pack: Pack;
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #refetch: boolean;
  readonly #loaded = new Map<string, number>();
  readonly #bytes = new Map<string, Promise<Bytes>>();
  readonly #unsaved = new Map<PackFile, Bytes>();
  #verified = 0;

  /** @param refetch Whether what this device has stored is passed over. */
  constructor(
    pack: Pack,
    onProgress: (progress: LoadProgress) => void,
    signal?: AbortSignal,
    refetch = false,
  ) {
    this.#pack = pack;
    this.#onProgress = onProgress;
    this.#signal = signal;
    this.#refetch = refetch;
  }

  /**
   * Fetches every file but those that are streamed, in the pack's order. Each can be had from `get` as soon as it
   * arrived.
   */
  async all(streamed: readonly string[] = []): Promise<void> {
    const whole = this.#pack.files.filter(({ path }) => !streamed.includes(path));
    await Promise.all(whole.map(({ path }) => this.get(path)));
  }

  /** Length of a file. @throws VlmError `pack-invalid` */
  bytes(path: string): number {
    return this.#find(path).bytes;
  }

  /**
   * Writes one file's bytes where they will live, as they arrive, and into the cache on the way: no further copy of
   * the file is made. When it resolves they are verified; before, they are not to be used. Rejects as `get`.
   * @param room As long as the file.
   */
  async fill(path: string, room: Uint8Array): Promise<void> {
    const file = this.#find(path);
    const stored = this.#refetch ? undefined : await cachedParts(file);
    if (stored) {
      try {
        return await this.#pour(file, stored, room);
      } catch {
        await forget(file);
      }
    }
    const saving = storing(file);
    try {
      const url = addressOf(this.#pack, file);
      await this.#pour(file, fetchParts(url, this.#signal, this.#httpCache), room, saving);
    } catch (error) {
      await saving.drop();
      throw error;
    }
    await saving.keep();
  }

  /**
   * One file's verified bytes.
   * Rejects with `pack-invalid`, `pack-not-found`, `pack-integrity`, `network` or `aborted`.
   */
  get(path: string): Promise<Bytes> {
    let file: PackFile;
    try {
      file = this.#find(path);
    } catch (error) {
      return Promise.reject(error);
    }
    let bytes = this.#bytes.get(file.sha256);
    if (!bytes) {
      bytes = shared(file.sha256, () => this.#load(file));
      this.#bytes.set(file.sha256, bytes);
    }
    return bytes;
  }

  /** Puts what was downloaded into the cache. For a quiet moment: it takes the disk and a copy in memory. */
  async save(): Promise<void> {
    for (const [file, bytes] of this.#unsaved) await store(file, bytes);
    this.#unsaved.clear();
  }

  /** Lets go of all bytes: every session is made. */
  release(): void {
    this.#bytes.clear();
  }

  async #load(file: PackFile): Promise<Bytes> {
    const stored = this.#refetch ? undefined : await cached(file);
    if (stored) {
      try {
        await this.#verify(file, stored);
        this.#progress(file, file.bytes);
        return stored;
      } catch {
        await forget(file);
      }
    }
    const url = addressOf(this.#pack, file);
    const report = (loaded: number): void => this.#progress(file, loaded);
    const bytes = await fetchBytes(url, report, this.#signal, this.#httpCache);
    await this.#verify(file, bytes);
    this.#unsaved.set(file, bytes);
    return bytes;
  }

  async #verify(file: PackFile, bytes: Bytes): Promise<void> {
    await verify(file, bytes);
    this.#isVerified(file);
  }

  async #pour(
    file: PackFile,
    parts: AsyncIterable<Bytes>,
    room: Uint8Array,
    saving?: Storing,
  ): Promise<void> {
    const hash = new Sha256();
    let at = 0;
    for await (const part of parts) {
      const end = at + part.length;
      if (end > room.length) demandLength(file, end);
      room.set(part, at);
      const saved = saving?.write(part); // The disk works while the hash is taken.
      hash.update(part);
      await saved;
      at = end;
      this.#progress(file, at);
      // The end itself is not waited for: Chromium at times never tells it to a reader into buffers of its own.
      if (at === file.bytes) break;
    }
    demandLength(file, at);
    demandHash(file, hexadecimal(hash.digest()));
    this.#isVerified(file);
  }

  #isVerified(file: PackFile): void {
    this.#verified += file.bytes;
    this.#onProgress({
      stage: 'verify',
      file: file.path,
      loaded: this.#verified,
      total: this.#pack.info.bytes,
    });
  }

  get #httpCache(): RequestCache {
    return this.#refetch ? 'reload' : 'default';
  }

  #find(path: string): PackFile {
    const file = this.#pack.files.find((one) => one.path === path);
    if (file) return file;
    throw invalid('files', `a list with ${path} in it`, undefined);
  }

  #progress(file: PackFile, loaded: number): void {
    this.#loaded.set(file.path, loaded);
    const sum = [...this.#loaded.values()].reduce((total, one) => total + one, 0);
    this.#onProgress({ stage: 'fetch', file: file.path, loaded: sum, total: this.#pack.info.bytes });
  }
}

function shared(sha256: string, load: () => Promise<Bytes>): Promise<Bytes> {
  const running = underWay.get(sha256);
  if (running) return running;
  const promise = load().finally(() => underWay.delete(sha256));
  underWay.set(sha256, promise);
  return promise;
}
