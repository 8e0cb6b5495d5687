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
}
