/** Which packs are on this device, and removing one without harm to the others. */
import type { StoredPack } from '../protocol/pack-storage.ts';
import { forget, forgetPart, storedBytes } from './cache.ts';
import { dropManifest } from './imported.ts';
import type { Pack, PackFile, VoicePack } from './pack.ts';

/** How much of each pack is stored, in their order. */
export async function storedPacks(packs: readonly Pack[]): Promise<StoredPack[]> {
  const here = await Promise.all(packs.map((pack) => storedBytes(pack.files)));
  return packs.map((pack, i) => {
    const own = new Set(removable(pack, packs, here));
    const bytes = here[i] ?? [];
    return {
      pack: pack.info,
      stored: sum(bytes),
      removable: sum(bytes.filter((_, j) => own.has(pack.files[j] as PackFile))),
      wholeOnWebGpu: !isSpokenOnWasm(pack),
      imported: pack.imported === true,
    };
  });
}

/** Removes a pack's files, but for those that another whole pack among `packs` needs; an imported one leaves the list. */
export async function removePack(pack: Pack, packs: readonly Pack[]): Promise<void> {
  const here = await Promise.all(packs.map(({ files }) => storedBytes(files)));
  if (pack.imported) await dropManifest(pack.info.id);
  for (const file of removable(pack, packs, here)) {
    await forget(file);
    await forgetPart(file);
  }
}

/** @param here Stored bytes of each pack's files. */
function removable(pack: Pack, packs: readonly Pack[], here: readonly number[][]): PackFile[] {
  const needed = new Set<string>();
  for (const [i, other] of packs.entries()) {
    if (other.info.id === pack.info.id || sum(here[i] ?? []) !== other.info.bytes) continue;
    for (const { sha256 } of other.files) needed.add(sha256);
  }
  return pack.files.filter(({ sha256 }) => !needed.has(sha256));
}

/** A voice without a graph of its own runs on WebAssembly. */
function isSpokenOnWasm(pack: Pack): boolean {
  return 'voice' in pack && (pack as VoicePack).voice.graph === undefined;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
