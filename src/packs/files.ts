/**
 * The files of one pack in memory: from the cache or the network, verified, each content fetched once
 * however many ask for it.
 */
import type { LoadProgress } from '../protocol/values.ts';
import { addressOf } from './address.ts';
import { cached, forget, store } from './cache.ts';
import { fetchBytes } from './fetch.ts';
import { invalid } from './fields.ts';
import type { Pack, PackFile } from './pack.ts';
import { verify } from './verify.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Downloads under way in this worker, by hash. */
const underWay = new Map<string, Promise<Bytes>>();

export class PackFiles {
  readonly #pack: Pack;
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #signal: AbortSignal | undefined;
  readonly #loaded = new Map<string, number>();
  readonly #bytes = new Map<string, Promise<Bytes>>();
  readonly #unsaved = new Map<PackFile, Bytes>();
  #verified = 0;

  constructor(pack: Pack, onProgress: (progress: LoadProgress) => void, signal?: AbortSignal) {
    this.#pack = pack;
    this.#onProgress = onProgress;
    this.#signal = signal;
  }

  /** Fetches every file, in the pack's order. Each can be had from `get` as soon as it arrived. */
  async all(): Promise<void> {
    await Promise.all(this.#pack.files.map((file) => this.get(file.path)));
  }

  /**
   * One file's verified bytes.
   * Rejects with `pack-invalid`, `pack-not-found`, `pack-integrity`, `network` or `aborted`.
   */
  get(path: string): Promise<Bytes> {
    const file = this.#pack.files.find((one) => one.path === path);
    if (!file) return Promise.reject(invalid('files', `a list with ${path} in it`, undefined));
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
    const stored = await cached(file);
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
    const bytes = await fetchBytes(url, (loaded) => this.#progress(file, loaded), this.#signal);
    await this.#verify(file, bytes);
    this.#unsaved.set(file, bytes);
    return bytes;
  }

  async #verify(file: PackFile, bytes: Bytes): Promise<void> {
    await verify(file, bytes);
    this.#verified += file.bytes;
    this.#onProgress({
      stage: 'verify',
      file: file.path,
      loaded: this.#verified,
      total: this.#pack.info.bytes,
    });
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
