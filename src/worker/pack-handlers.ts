/** The calls about packs and the device, for which none needs to be loaded. */
import { familyOf } from '../families/registry.ts';
import { downloadPack } from '../packs/download.ts';
import { openPack, openPacks, openReachablePacks } from '../packs/folder.ts';
import { importPack } from '../packs/import.ts';
import { readManifest } from '../packs/manifest.ts';
import { PackSource } from '../packs/pack-source.ts';
import { removePack, storedPacks } from '../packs/storage.ts';
import { chooseDevice } from '../runtime/device.ts';
import { removeRecords } from '../runtime/records/open-records.ts';
import type { Handlers } from './handlers.ts';

type PackHandlers = Pick<
  Handlers,
  'packs' | 'storedPacks' | 'downloadPack' | 'importPack' | 'removePack' | 'deviceInfo'
>;

export const packHandlers: PackHandlers = {
  packs: async ({ packs }, _, signal) => (await openReachablePacks(packs, signal)).map(({ info }) => info),
  storedPacks: async ({ packs }, _, signal) => storedPacks(await openReachablePacks(packs, signal)),
  downloadPack: async ({ packs, pack }, onProgress, _, finish) => {
    // Asked to finish, not to abort: it keeps what has arrived, and then fails as aborted.
    await downloadPack(await openPack(packs, pack, finish), onProgress, finish);
    return undefined;
  },
  importPack: async ({ packs, files }, onProgress, _, finish) => {
    const source = await PackSource.find(files);
    const pack = readManifest(source.json, packs);
    familyOf(pack.info.family);
    // Asked to finish, not to abort: it takes back what it stored, and then fails as aborted.
    await importPack(packs, pack, source, onProgress, finish);
    return pack.info;
  },
  removePack: async ({ packs, pack }, _, signal) => {
    // All of them: one that can't be read may need the same files.
    const all = await openPacks(packs, signal);
    const one = all.find(({ info }) => info.id === pack) ?? (await openPack(packs, pack, signal));
    await removePack(one, all);
    await removeRecords(pack);
    return undefined;
  },
  deviceInfo: ({ device }) => chooseDevice(device),
};
