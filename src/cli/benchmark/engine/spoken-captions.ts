/** How long the packs that talk take to caption a picture that they have not seen. */
import type { Row } from '../row.ts';
import { sampledRows } from '../samples.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

export async function spokenCaptionRows(setting: Setting): Promise<Row[]> {
  const { packs, device, pictures, rounds, opened } = setting;
  const things = [];
  for (const pack of packs.filter(({ can }) => can.includes('chat')))
    for (const threads of [1, 2]) {
      const session = await opened(pack, threads);
      const subject = packSubject('caption', pack, device, threads, 'image to last token');
      things.push(async () => {
        const { timings } = await session.call('caption', await session.picture(await pictures.next()), {});
        return [{ subject, figures: { ms: timings.msTotal } }];
      });
    }
  return sampledRows(things, { rounds });
}
