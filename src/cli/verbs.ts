/** The verbs of the command line: each asks the engine and prints, and returns how many inputs failed. */
import type { Ability, AdapterInfo, CaptionResult, DeviceInfo, PackInfo } from '../index.ts';
import { withAblePack } from './able-pack.ts';
import type { EngineArguments, OcelliArguments } from './arguments.ts';
import { ask } from './ask.ts';
import { runBatch } from './batch.ts';
import type { EngineSession } from './browser/engine-session.ts';
import { printRow } from './output.ts';

interface Context {
  session: EngineSession;
  options: EngineArguments;
  json: boolean;
}

/** What a pack must be able to do for a verb. */
const abilities = {
  caption: 'caption',
  embed: 'embed',
  match: 'match',
  search: 'embed',
  ask: 'chat',
} as const satisfies Record<string, Ability>;

/** Runs the command of `parsed` in an open session. */
export async function runVerb(session: EngineSession, parsed: OcelliArguments): Promise<number> {
  const { command, engine: options, json } = parsed;
  const context: Context = { session, options, json };
  if (command.verb === 'packs') return printPacks(context);
  if (command.verb === 'help') return 0;
  const opened = await session.open(await withAblePack(session, options, abilities[command.verb]));
  switch (command.verb) {
    case 'caption':
      return captionImages(context, command.images, opened);
    case 'embed':
      return embedImages(context, command.images);
    case 'match':
      return matchTexts(context, command.image, command.texts);
    case 'search':
      return searchImages(context, command.text, command.images);
    case 'ask':
      return ask(session, command.images, command.questions, opened, json);
    default:
      return command satisfies never;
  }
}

async function printPacks({ session, json }: Context): Promise<number> {
  for (const pack of await session.call('packs')) {
    printRow(json, pack, [
      pack.id,
      pack.version,
      `${(pack.bytes / 1e6).toFixed(1)} MB`,
      pack.can.join(','),
      pack.licence,
      pack.title,
    ]);
  }
  return 0;
}

async function captionImages(
  { session, options, json }: Context,
  images: string[],
  opened: { pack: PackInfo; device: DeviceInfo },
): Promise<number> {
  const beams = options.beams === undefined ? {} : { beams: options.beams };
  return runBatch(
    images,
    (image) => image,
    async (image) => {
      const result = await session.call('caption', await session.picture(image), beams);
      printRow(json, captionRow(image, result, opened), [image, result.caption]);
    },
  );
}

function captionRow(
  image: string,
  result: CaptionResult,
  { pack, device }: { pack: PackInfo; device: DeviceInfo },
) {
  const { caption, tokens, logProb, timings, itc, fits } = result;
  return {
    image,
    caption,
    tokens,
    ...timings,
    logProb,
    ...(itc === undefined ? {} : { itc, fits }),
    device: result.device,
    threads: device.threads,
    ...(device.adapter === undefined ? {} : { adapter: adapterName(device.adapter) }),
    pack: pack.id,
  };
}

function adapterName({ description, vendor, architecture }: AdapterInfo): string {
  return description || `${vendor} ${architecture}`.trim();
}

async function embedImages({ session, json }: Context, images: string[]): Promise<number> {
  return runBatch(
    images,
    (image) => image,
    async (image) => {
      const embedding = await session.call('embedImage', await session.picture(image));
      printRow(json, { image, embedding }, [image, embedding.join(' ')]);
    },
  );
}

async function matchTexts({ session, json }: Context, image: string, texts: string[]): Promise<number> {
  return runBatch(
    [image],
    () => image,
    async () => {
      const matches = await session.call('match', await session.picture(image), texts);
      for (const match of matches) {
        const { text, itc, itm, score } = match;
        printRow(json, { image, text, itc, itm, score }, [
          score.toFixed(3),
          itc.toFixed(3),
          itm.toFixed(3),
          text,
        ]);
      }
    },
  );
}

async function searchImages({ session, json }: Context, text: string, images: string[]): Promise<number> {
  const failed = await runBatch(
    images,
    (image) => image,
    async (image) => {
      await session.call('addToIndex', image, await session.picture(image));
    },
  );
  const hits =
    failed === images.length ? [] : await session.call('search', { text }, { limit: images.length });
  hits.forEach(({ id, itc, itm, score }, index) => {
    const rank = index + 1;
    const row = { rank, image: id, itc, itm: itm ?? null, score };
    printRow(json, row, [rank, score.toFixed(3), itc.toFixed(3), itm?.toFixed(3) ?? '-', id]);
  });
  return failed;
}
