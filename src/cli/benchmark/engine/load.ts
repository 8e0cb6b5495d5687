/** How long a pack takes to load, with nothing stored and from what was stored, and the most memory that it takes. */
import type { PackInfo } from '../../../index.ts';
import { peakMemoryMB } from '../../browser/peak-memory.ts';
import { PageHost } from '../page-host.ts';
import type { Row } from '../row.ts';
import { sampledRows, type Sample } from '../samples.ts';
import { voiceLoads, voicePack } from '../voice-load.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

/** The language model alone, that is the file that is by far the largest. */
export const voiceFromNetwork = 'its voice alone, from the network';
const voiceFromCache = 'its voice alone, from the cache';
const threads = 2;

export async function loadRows(setting: Setting): Promise<Row[]> {
  const { packs, device, rounds } = setting;
  const things = packs.map((pack) => () => coldAndWarm(setting, pack));
  if (device !== 'wasm' || !packs.some(({ id }) => id === voicePack))
    return sampledRows(things, { rounds, warmUp: false });
  const host = await PageHost.start(device);
  try {
    return await sampledRows([...things, () => voiceAlone(host)], { rounds, warmUp: false });
  } finally {
    await host.close();
  }
}

async function coldAndWarm({ session, device }: Setting, pack: PackInfo): Promise<Sample[]> {
  const visitor = await session.another();
  const load = async (what: string): Promise<Sample> => {
    const { value, memoryMB } = await peakMemoryMB(session.browser, () =>
      visitor.timed('open', { pack: pack.id, device, threads }),
    );
    return {
      subject: packSubject('load', pack, device, threads, what),
      figures: {
        loadMs: value.ms,
        ...(memoryMB !== undefined && { memoryMB }),
        fileMB: pack.bytes / 1e6,
      },
    };
  };
  try {
    const cold = await load('cold: nothing stored, from a server on the same machine');
    await visitor.reopen();
    return [cold, await load('warm: from the cache')];
  } finally {
    await visitor.end();
  }
}

async function voiceAlone(host: PageHost): Promise<Sample[]> {
  const { fileMB, loads } = await voiceLoads(host.browser, host.server);
  return loads.map(({ source, ms, memoryMB }) => ({
    subject: packSubject(
      'load',
      { id: voicePack },
      'wasm',
      1,
      source === 'network' ? voiceFromNetwork : voiceFromCache,
    ),
    figures: { loadMs: ms, ...(memoryMB !== undefined && { memoryMB }), fileMB },
  }));
}
