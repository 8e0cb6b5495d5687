/** How the time to the first token grows with the pictures of a conversation, given at once or one a question. */
import type { PackInfo } from '../../../index.ts';
import type { EngineSession } from '../../browser/engine-session.ts';
import type { Row } from '../row.ts';
import { sampledRows, type Sample } from '../samples.ts';
import type { Setting } from './setting.ts';
import { packSubject } from './subject.ts';

const counts = [1, 2, 4, 8];
const question = 'What is in the picture?';
const threads = 1;

export async function imagesRows(setting: Setting): Promise<Row[]> {
  const things = [];
  for (const pack of setting.packs.filter(({ can }) => can.includes('chat'))) {
    const session = await setting.opened(pack, threads);
    things.push(async () => [
      ...(await atOnce(setting, session, pack)),
      ...(await oneByOne(setting, session, pack)),
    ]);
  }
  return sampledRows(things, { rounds: setting.rounds });
}

async function atOnce(setting: Setting, session: EngineSession, pack: PackInfo): Promise<Sample[]> {
  const samples = [];
  for (const count of counts) {
    await session.call('beginChat');
    const firstTokenMs = await ask(setting, session, count);
    const what = `${count} ${count === 1 ? 'picture' : 'pictures'} with one question`;
    samples.push({
      subject: packSubject('images', pack, setting.device, threads, what),
      figures: { firstTokenMs },
    });
  }
  return samples;
}

async function oneByOne(setting: Setting, session: EngineSession, pack: PackInfo): Promise<Sample[]> {
  const samples = [];
  await session.call('beginChat');
  for (let count = 1; count <= Math.max(...counts); count++) {
    const firstTokenMs = await ask(setting, session, 1);
    if (!counts.includes(count)) continue;
    const what = `one a question, number ${count}`;
    samples.push({
      subject: packSubject('images', pack, setting.device, threads, what),
      figures: { firstTokenMs },
    });
  }
  return samples;
}

/** Milliseconds to the first token of an answer about `count` more pictures, all new to the session. */
async function ask({ pictures }: Setting, session: EngineSession, count: number): Promise<number> {
  const urls: string[] = [];
  while (urls.length < count) urls.push(await session.picture(await pictures.next()));
  return (await session.call('ask', question, urls)).timings.msFirstToken;
}
