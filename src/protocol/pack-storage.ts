/** What is known of a pack's files on this device. */
import type { PackInfo } from './values.ts';

/** Name of the cache that holds packs' files, and of the channel that tells of its changes. */
export const STORED_FILES = 'ocelli-files';

/** A pack and how much of it is on this device. */
export interface StoredPack {
  pack: PackInfo;
  /** Bytes of its files that are here, shared ones included; equal to `pack.bytes` when it is whole. */
  stored: number;
  /** Bytes that removing it would free: those of its files that no other whole pack needs. */
  removable: number;
  /** Whether WebGPU runs all of it; else its language model runs on WebAssembly everywhere. */
  wholeOnWebGpu: boolean;
  /** Whether it came from disk, and no folder of packs names it. */
  imported: boolean;
}

/** A file of a pack on disk. */
export interface SourceFile {
  /** With the folders it lies in, where they are known: `my-pack/pack.json`. */
  path: string;
  blob: Blob;
}

/** How far an import has come: first every file is compared with pack.json, then they are stored. In bytes. */
export interface ImportProgress {
  stage: 'verify' | 'store';
  file: string;
  loaded: number;
  total: number;
}
