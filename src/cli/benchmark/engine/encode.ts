/** How long a picture that was not seen before takes to be decoded, resized and read by each pack's image encoder. */
import type { PackInfo } from '../../../index.ts';
import type { EngineSession } from '../../browser/engine-session.ts';
import type { Row } from '../row.ts';
import { sampledRows } from '../samples.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

export async function encodeRows({ packs, device, pictures, rounds, opened }: Setting): Promise<Row[]> {
  const things = [];
  for (const pack of packs)
    for (const threads of [1, 2]) {
      const session = await opened(pack, threads);
      const subject = packSubject('encode', pack, device, threads, 'decode, resize, image encoder');
      things.push(async () => {
        const ms = await encode(session, pack, await session.picture(await pictures.next()));
        return [{ subject, figures: { ms } }];
      });
    }
  return sampledRows(things, { rounds });
}

/** Milliseconds. @param url Of a picture that is new to the session. */
async function encode(session: EngineSession, { can }: PackInfo, url: string): Promise<number> {
  if (can.includes('answer'))
    return (await session.call('answer', url, 'What is in the picture?', 1)).timings.msEncode;
  const { timings } = await session.call('caption', url, { beams: 1 });
  return timings.msDecode + timings.msPreprocess + timings.msVision;
}
