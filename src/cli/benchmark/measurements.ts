/** How each group of the benchmark gets its rows. */
import { join } from 'node:path';
import { root } from '../browser/build.ts';
import type { BenchArguments, Group } from './arguments.ts';
import { captions } from './captions.ts';
import { race } from './decode-rounds.ts';
import { encodeRows } from './engine/encode.ts';
import { imagesRows } from './engine/images.ts';
import { indexingRows } from './engine/indexing.ts';
import { loadRows } from './engine/load.ts';
import { searchRows } from './engine/search.ts';
import { withSetting, type Setting } from './engine/setting.ts';
import { spokenCaptionRows } from './engine/spoken-captions.ts';
import { turnRows } from './engine/turn.ts';
import { contestants } from './field.ts';
import { growthRows } from './growth.ts';
import { PageHost } from './page-host.ts';
import { Prompts } from './prompts.ts';
import type { Row } from './row.ts';

type Measurement = (options: BenchArguments) => Promise<Row[]>;

export const measurements: Readonly<Record<Group, Measurement>> = {
  decode,
  growth,
  load: ofPacks(loadRows),
  encode: ofPacks(encodeRows),
  turn: ofPacks(turnRows),
  images: ofPacks(imagesRows),
  caption,
  index: ofPacks(indexingRows),
  search: ofPacks(searchRows),
};

function ofPacks(rows: (setting: Setting) => Promise<Row[]>): Measurement {
  return (options) => withSetting(options, rows);
}

/** Of the pack asked for in stages, or else of the first, and then of those that talk as a whole. */
async function caption(options: BenchArguments): Promise<Row[]> {
  const inStages = await captions(options);
  return options.pack || options.device !== 'wasm'
    ? inStages
    : [...inStages, ...(await ofPacks(spokenCaptionRows)(options))];
}

function decode(options: BenchArguments): Promise<Row[]> {
  return withDecoders(options, async (host, voice, prompts) => {
    const field = await contestants(host, options.device, voice);
    const racing = field.filter(({ engine }) => options.engines?.includes(engine) ?? true);
    return race(racing, prompts, options);
  });
}

function growth(options: BenchArguments): Promise<Row[]> {
  return withDecoders(options, (host, voice, prompts) =>
    growthRows(host, host.server.shareFolder(voice), options.device, prompts, Math.min(3, options.rounds)),
  );
}

/** The page of the decoders, the folder of the voice that they run, and prompts of its tokens. */
async function withDecoders(
  { device, voice = join(root, '.cache/benchmark/voice') }: BenchArguments,
  use: (host: PageHost, voice: string, prompts: Prompts) => Promise<Row[]>,
): Promise<Row[]> {
  const prompts = await Prompts.of(voice);
  const host = await PageHost.start(device);
  try {
    return await use(host, voice, prompts);
  } finally {
    await host.close();
  }
}
