/**
 * The first token of a conversation's second question against that of its first, which brings the picture; and how fast
 * answers come, greedy and drawn by chance as the page draws those that are regenerated.
 */
import { setTimeout } from 'node:timers/promises';
import type { Row } from '../row.ts';
import { sampledRows, type Sample } from '../samples.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

export const firstTurn = 'first question, with a picture';
export const secondTurn = 'second question';
const threads = 1;
/** Before a question there is the time that its words take to type; the fastest picks a proposed one. */
const TYPING_MS = 300;
const story = 'Tell me a long story about a cat and a dog in a town.';
const answers = [
  ['answer, greedy', {}],
  ['answer, temperature 0.7, top-p 0.9', { temperature: 0.7, topP: 0.9, seed: 1 }],
] as const;

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
        await setTimeout(TYPING_MS);
        const { timings } = await session.call('ask', question, [...images]);
        samples.push({
          subject: packSubject('turn', pack, device, threads, what),
          figures: { firstTokenMs: timings.msFirstToken, prefillMs: timings.msPrefill },
        });
      }
      for (const [what, sampling] of answers) {
        await session.call('beginChat');
        const { timings } = await session.call('ask', story, [], { sampling, maxTokens: 64 });
        samples.push({
          subject: packSubject('turn', pack, device, threads, what),
          figures: { decodeTps: timings.tokensPerSecond },
        });
      }
      return samples;
    });
  }
  return sampledRows(things, { rounds });
}
