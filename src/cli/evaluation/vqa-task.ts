/** Questions about photographs with people's answers: how often the pack answers as they do. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withAblePack } from '../able-pack.ts';
import { runBatch } from '../batch.ts';
import { InputError, type EngineSession } from '../browser/engine-session.ts';
import { median } from '../median.ts';
import type { EvaluateArguments } from './arguments.ts';
import { readRows, readRowsFile } from './rows-file.ts';
import { commonest, isYesNo, saidAnswer, softScore } from './vqa-answers.ts';

/** Most tokens of an answer: what people answer is short. */
const MAX_TOKENS = 24;

export interface VqaEvaluation {
  pack: string;
  device: 'webgpu' | 'wasm';
  n: number;
  skipped: number;
  /** Percent that say what most people say. */
  accuracy: number;
  /** Percent, VQAv2's. */
  softAccuracy: number;
  /** Percent of the yes/no questions answered with yes; null where there are none. */
  yesShare: number | null;
  msAnswerMedian: number;
}

export interface VqaRow {
  name: string;
  question: string;
  answers: string[];
}

export interface Answered extends VqaRow {
  answer: string;
}

export async function evaluateVqa(
  session: EngineSession,
  options: EvaluateArguments,
): Promise<VqaEvaluation> {
  const { rows, complaints } = readRows(await readRowsFile(options.rows), readVqaRow);
  for (const complaint of complaints) process.stderr.write(`${options.rows}, ${complaint}\n`);
  const { pack, device } = await session.open(await withAblePack(session, options.engine, 'answer'));
  const answered: Answered[] = [];
  const times: number[] = [];
  await runBatch(
    rows,
    ({ name, question }) => `${name}, ${question}`,
    async (row) => {
      const url = await session.picture(join(options.images, row.name));
      const { text, timings } = await session.call('answer', url, row.question, MAX_TOKENS);
      answered.push({ ...row, answer: text });
      times.push(timings.msTotal);
    },
  );
  if (answered.length === 0) throw new InputError('No question could be asked.');
  if (options.out !== undefined)
    await writeFile(options.out, answered.map((row) => `${JSON.stringify(row)}\n`).join(''));
  return {
    pack: pack.id,
    device: device.device,
    n: answered.length,
    skipped: complaints.length + rows.length - answered.length,
    ...vqaFigures(answered),
    msAnswerMedian: median(times),
  };
}

/** The figures of answered questions. @param answered Not empty. */
export function vqaFigures(
  answered: readonly Answered[],
): Pick<VqaEvaluation, 'accuracy' | 'softAccuracy' | 'yesShare'> {
  const percent = (scores: readonly (number | boolean)[]): number =>
    (100 * scores.reduce<number>((sum, score) => sum + Number(score), 0)) / scores.length;
  const yesNo = answered.filter(({ answers }) => isYesNo(answers));
  return {
    accuracy: percent(
      answered.map(({ answer, answers }) => saidAnswer(answer, answers) === commonest(answers)),
    ),
    softAccuracy: percent(answered.map(({ answer, answers }) => softScore(answer, answers))),
    yesShare:
      yesNo.length === 0
        ? null
        : percent(yesNo.map(({ answer, answers }) => saidAnswer(answer, answers) === 'yes')),
  };
}

/** One or two lines, without a newline at the end. */
export function vqaReport(evaluation: VqaEvaluation): string {
  const { pack, device, n, skipped, accuracy, softAccuracy, yesShare, msAnswerMedian } = evaluation;
  const yes = yesShare === null ? '' : `   yes to ${yesShare.toFixed(1)} % of the yes/no questions`;
  return [
    `${pack} on ${device}: ${n} questions, ${skipped} skipped, ${Math.round(msAnswerMedian)} ms an answer (median)`,
    `exact ${accuracy.toFixed(1)} %   soft ${softAccuracy.toFixed(1)} %${yes}`,
  ].join('\n');
}

function readVqaRow({ name, question, answers }: Record<string, unknown>): VqaRow | string {
  if (typeof name !== 'string' || name === '') return 'A row needs a name.';
  if (typeof question !== 'string' || question.trim() === '') return `${name} needs a question.`;
  const texts = Array.isArray(answers)
    ? answers.filter((answer) => typeof answer === 'string' && answer.trim() !== '')
    : [];
  if (texts.length === 0) return `${name} needs a list of answers.`;
  return { name, question, answers: texts as string[] };
}
