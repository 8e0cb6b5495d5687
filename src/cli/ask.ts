/** `ocelli ask`: a conversation about photographs, a line a turn. */
import type { ChatAnswer, DeviceInfo, PackInfo } from '../index.ts';
import type { EngineSession } from './browser/engine-session.ts';
import { printRow } from './output.ts';

/** Asks every question in one conversation; the photographs come with the first. Returns how many failed. */
export async function ask(
  session: EngineSession,
  images: readonly string[],
  questions: readonly string[],
  opened: { pack: PackInfo; device: DeviceInfo },
  json: boolean,
): Promise<number> {
  const pictures: string[] = [];
  for (const image of images) pictures.push(await session.picture(image));
  await session.call('beginChat');
  for (const [turn, question] of questions.entries()) {
    const answer = await session.call('ask', question, turn === 0 ? pictures : []);
    printRow(json, turnRow(turn + 1, question, answer, opened), [answer.text]);
  }
  return 0;
}

function turnRow(
  turn: number,
  question: string,
  { text, tokens, finishReason, timings, usage, device }: ChatAnswer,
  opened: { pack: PackInfo; device: DeviceInfo },
) {
  return {
    turn,
    question,
    answer: text,
    tokens,
    finishReason,
    ...timings,
    ...usage,
    device,
    threads: opened.device.threads,
    pack: opened.pack.id,
  };
}
