/** The arguments of `evaluate`. */
import { parseArgs } from 'node:util';
import {
  UsageError,
  asUsageError,
  engineOptions,
  readEngineArguments,
  type EngineArguments,
} from '../arguments.ts';

export interface EvaluateArguments {
  help: boolean;
  /** Folder of the photographs. */
  images: string;
  /** JSON Lines file of the rows. */
  captions: string;
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
        captions: { type: 'string' },
        out: { type: 'string' },
      },
    }),
  );
  const { help, images = '', captions = '', out, json } = values;
  if (!help && images === '') throw new UsageError('--images DIR is needed.');
  if (!help && captions === '') throw new UsageError('--captions FILE.jsonl is needed.');
  const engine = readEngineArguments(values);
  return { help, images, captions, engine, json, ...(out === undefined ? {} : { out }) };
}
