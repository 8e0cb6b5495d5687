/** The first token of a conversation's second question against that of its first, which brings the picture. */
import type { Row } from '../row.ts';
import { sampledRows, type Sample } from '../samples.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

export const firstTurn = 'first question, with a picture';
export const secondTurn = 'second question';
const threads = 1;

export async function turnRows({ packs, device, pictures, rounds, opened }: Setting): Promise<Row[]> {
  const things = [];
  for (const pack of packs.filter(({ can }) => can.includes('chat'))) {
    const session = await opened(pack, threads);
    things.push(async () => {
      const picture = await session.picture(await pictures.next());
      const samples: Sample[] = [];
      await session.call('beginChat');
      for (const [what, question, images] of [
        [firstTurn, 'What is in the picture?', [picture]],
        [secondTurn, 'What colour is it?', []],
      ] as const) {
        const { timings } = await session.call('ask', question, [...images]);
        samples.push({
          subject: packSubject('turn', pack, device, threads, what),
          figures: { firstTokenMs: timings.msFirstToken, prefillMs: timings.msPrefill },
        });
      }
      return samples;
    });
  }
  return sampledRows(things, { rounds });
}
