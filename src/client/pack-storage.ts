/** Packs on this device: which are stored, storing one before it is needed, removing it. */
import {
  STORED_FILES,
  type ImportProgress,
  type SourceFile,
  type StoredPack,
} from '../protocol/pack-storage.ts';
import type { LoadProgress, PackInfo } from '../protocol/values.ts';
import { callOnce } from './brief-worker.ts';
import { packsFolder } from './packs-folder.ts';
import type { SignalOptions } from './signal-options.ts';

/** The signal pauses a download: it rejects with `aborted`, and the next one goes on where it stopped. */
export interface DownloadOptions extends SignalOptions {
  onProgress?: (progress: LoadProgress) => void;
}

/** The signal stops an import: it takes back what it stored, and rejects with `aborted`. */
export interface ImportOptions extends SignalOptions {
  onProgress?: (progress: ImportProgress) => void;
}

export interface PackStorage {
  /** The folder's packs in its order, then those imported from disk. Rejects with `pack-not-found`, `pack-invalid` or `network`. */
  list(): Promise<StoredPack[]>;
  /**
   * Stores a pack whole. Rejects with `pack-not-found`, `pack-invalid`, `pack-integrity`, `network`, `storage-full`
   * or `aborted`; what had arrived stays stored.
   */
  download(id: string, options?: DownloadOptions): Promise<void>;
  /**
   * Stores a pack from disk: its pack.json and the files that it names, each compared with it. What this device has,
   * or the server where it is of another pack, may be missing. Rejects with `pack-not-found` where one is nowhere,
   * `pack-invalid`, `pack-integrity`, `storage-full` or `aborted`; nothing of it is stored then.
   */
  import(files: readonly SourceFile[], options?: ImportOptions): Promise<PackInfo>;
  /** Removes a pack's files from this device, but for those that another whole pack of the folder needs. */
  remove(id: string): Promise<void>;
  /** Calls `listener` when what is stored has changed, in any tab. Returns the function that ends it. */
  watch(listener: () => void): () => void;
}

/** The storage of a folder's packs. @param base `packs/` beside the page where absent. */
export function packStorage(base?: string | URL): PackStorage {
  const packs = packsFolder(base);
  return {
    list: () => callOnce('storedPacks', { packs }),
    download: (pack, { onProgress, signal } = {}) =>
      callOnce('downloadPack', { packs, pack }, { onEvent: onProgress, finish: signal }),
    import: (files, { onProgress, signal } = {}) =>
      callOnce('importPack', { packs, files }, { onEvent: onProgress, finish: signal }),
    remove: (pack) => callOnce('removePack', { packs, pack }),
    watch(listener) {
      const channel = new BroadcastChannel(STORED_FILES);
      channel.addEventListener('message', listener);
      return () => channel.close();
    },
  };
}
