/** Whether a pack fits this device, from what the browser tells before anything is fetched. */

/** What is known of the device; absent where the browser does not say. */
export interface Room {
  /** Bytes this site may still store. */
  free?: number | undefined;
  /** Of the device, in GiB, as browsers round it (`navigator.deviceMemory`). */
  memory?: number | undefined;
}

export type Fit = 'fits' | 'storage' | 'memory' | 'unknown';

/** While a pack loads, its files and the sessions made of them are in memory together. */
const COPIES = 2;
/** A tab can't have all memory of the device. */
const SHARE = 0.5;

/**
 * `storage` or `memory` is what there is too little of; `unknown` where the browser tells neither.
 * @param pack Bytes of the whole pack, and of those already stored.
 */
export function fitOf(pack: { bytes: number; stored: number }, { free, memory }: Room): Fit {
  if (free !== undefined && pack.bytes - pack.stored > free) return 'storage';
  if (memory !== undefined && pack.bytes * COPIES > memory * 2 ** 30 * SHARE) return 'memory';
  return free === undefined && memory === undefined ? 'unknown' : 'fits';
}
