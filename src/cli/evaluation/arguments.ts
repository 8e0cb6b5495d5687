/** The arguments of `evaluate`. */
import { parseArgs } from 'node:util';
import {
  UsageError,
  asUsageError,
  engineOptions,
  readEngineArguments,
  type EngineArguments,
} from '../arguments.ts';

const TASKS = ['captions', 'vqa', 'chat'] as const;

export type Task = (typeof TASKS)[number];

export interface EvaluateArguments {
  help: boolean;
  task: Task;
  /** Folder of the photographs. */
  images: string;
  /** JSON Lines file of the rows. */
  rows: string;
  out?: string;
  engine: EngineArguments;
  json: boolean;
}

/** Parses the arguments of `evaluate`, without the program's name. Throws UsageError. */
export function parseEvaluateArguments(args: string[]): EvaluateArguments {
  const { values } = asUsageError(() =>
    parseArgs({
      args,
      options: {
        ...engineOptions,
        images: { type: 'string' },
        task: { type: 'string', default: 'captions' },
        captions: { type: 'string' },
        questions: { type: 'string' },
        out: { type: 'string' },
      },
    }),
  );
  const { help, images = '', captions, questions, out, json } = values;
  const task = TASKS.find((one) => one === values.task);
  if (task === undefined) throw new UsageError(`--task is ${TASKS.join(', ')}, not "${values.task}".`);
  const rows = questions ?? captions ?? '';
  if (!help && images === '') throw new UsageError('--images DIR is needed.');
  const file = task === 'captions' ? '--captions' : '--questions';
  if (!help && rows === '') throw new UsageError(`${file} FILE.jsonl is needed.`);
  const engine = readEngineArguments(values);
  return { help, task, images, rows, engine, json, ...(out === undefined ? {} : { out }) };
}
