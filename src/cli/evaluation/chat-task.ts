/** Answers to LLaVA's three kinds of question: do they fit the photograph, how long are they, do they repeat? */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { QuestionExamples } from '../../index.ts';
import { withAblePack } from '../able-pack.ts';
import { runBatch } from '../batch.ts';
import { InputError, type EngineSession } from '../browser/engine-session.ts';
import type { EvaluateArguments } from './arguments.ts';
import { repetition, wordsOf } from './repetition.ts';
import { readRows, readRowsFile } from './rows-file.ts';

const KINDS = ['conversation', 'detail', 'reasoning'] as const;
const MAX_TOKENS = 160;

type Kind = (typeof KINDS)[number];

/** Means over the answers to one kind of question. */
export interface KindFigures {
  n: number;
  /** Probability that the answer matches the photograph, by a pack that can tell; null without one. */
  itm: number | null;
  words: number;
  /** Share of the word triples that were there already. */
  repetition: number;
}

export interface ChatLine {
  name: string;
  kind: Kind;
  question: string;
  answer: string;
  itm: number | null;
}

export interface ChatEvaluation {
  pack: string;
  device: 'webgpu' | 'wasm';
  n: number;
  skipped: number;
  kinds: Partial<Record<Kind, KindFigures>>;
  answers: ChatLine[];
}

interface ChatRow {
  name: string;
  kind?: Kind;
  question?: string;
}

export async function evaluateChat(
  session: EngineSession,
  options: EvaluateArguments,
): Promise<ChatEvaluation> {
  const { rows, complaints } = readRows(await readRowsFile(options.rows), readChatRow);
  for (const complaint of complaints) process.stderr.write(`${options.rows}, ${complaint}\n`);
  const { pack, device } = await session.open(await withAblePack(session, options.engine, 'answer'));
  const asked = rows.flatMap((row) => questionsOf(row, pack.examples));
  const answers: ChatLine[] = [];
  await runBatch(
    asked,
    ({ name, question }) => `${name}, ${question}`,
    async ({ name, kind, question }) => {
      const url = await session.picture(join(options.images, name));
      const { text } = await session.call('answer', url, question, MAX_TOKENS);
      answers.push({ name, kind, question, answer: text, itm: null });
    },
  );
  if (answers.length === 0) throw new InputError('No question could be asked.');
  await matchAnswers(session, options, answers);
  if (options.out !== undefined)
    await writeFile(options.out, answers.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return {
    pack: pack.id,
    device: device.device,
    n: answers.length,
    skipped: complaints.length + asked.length - answers.length,
    kinds: kindFigures(answers),
    answers,
  };
}

/** Means by kind; a kind nobody asked for is left out. */
export function kindFigures(answers: readonly ChatLine[]): Partial<Record<Kind, KindFigures>> {
  const mean = (values: readonly number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  return Object.fromEntries(
    KINDS.flatMap((kind) => {
      const own = answers.filter((line) => line.kind === kind);
      if (own.length === 0) return [];
      const itms = own.flatMap(({ itm }) => (itm === null ? [] : [itm]));
      const figures: KindFigures = {
        n: own.length,
        itm: itms.length === 0 ? null : mean(itms),
        words: mean(own.map(({ answer }) => wordsOf(answer).length)),
        repetition: mean(own.map(({ answer }) => repetition(answer))),
      };
      return [[kind, figures]];
    }),
  );
}

/** Every answer in full, then the figures. */
export function chatReport({ pack, device, n, skipped, kinds, answers }: ChatEvaluation): string {
  const said = answers.map(
    ({ name, kind, question, answer, itm }) =>
      `${name} (${kind}${itm === null ? '' : `, ITM ${itm.toFixed(2)}`})\n  ${question}\n  ${answer.replaceAll('\n', '\n  ')}`,
  );
  const figures = Object.entries(kinds).map(
    ([kind, { n: count, itm, words, repetition: repeated }]) =>
      `${kind.padEnd(14)}${count} answers   ITM ${itm?.toFixed(3) ?? 'needs a pack that can match'}   ${words.toFixed(1)} words   repetition ${repeated.toFixed(3)}`,
  );
  return [...said, `${pack} on ${device}: ${n} answers, ${skipped} skipped`, ...figures].join('\n');
}

function questionsOf({ name, kind, question }: ChatRow, examples: QuestionExamples | undefined) {
  if (question !== undefined) return [{ name, kind: kind ?? ('conversation' as const), question }];
  return KINDS.flatMap((one) => (examples?.[one] ?? []).map((text) => ({ name, kind: one, question: text })));
}

/** Asks a pack that can match how well each answer fits; without one the answers stay as they are. */
async function matchAnswers(
  session: EngineSession,
  { engine, images }: EvaluateArguments,
  answers: ChatLine[],
) {
  const judge = (await session.call('packs')).find(({ can }) => can.includes('match'));
  if (judge === undefined) return;
  await session.open({ ...engine, pack: judge.id });
  for (const line of answers) {
    if (line.answer.trim() === '') continue;
    const [match] = await session.call('match', await session.picture(join(images, line.name)), [
      line.answer,
    ]);
    line.itm = match?.itm ?? null;
  }
}

function readChatRow({ name, kind, question }: Record<string, unknown>): ChatRow | string {
  if (typeof name !== 'string' || name === '') return 'A row needs a name.';
  if (question === undefined) return { name };
  if (typeof question !== 'string' || question.trim() === '') return `${name}: a question is a text.`;
  if (kind === undefined) return { name, question };
  const known = KINDS.find((one) => one === kind);
  return known ? { name, question, kind: known } : `${name}: kind is one of ${KINDS.join(', ')}.`;
}
