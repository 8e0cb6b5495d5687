/** The arguments of `bench`. */
import { parseArgs } from 'node:util';
import { asUsageError, readCount } from '../arguments.ts';

export interface BenchArguments {
  help: boolean;
  rounds: number;
  pack?: string;
  json: boolean;
}

/** Parses the arguments of `bench`, without the program's name. Throws UsageError. */
export function parseBenchArguments(args: string[]): BenchArguments {
  const { values } = asUsageError(() =>
    parseArgs({
      args,
      options: {
        rounds: { type: 'string', default: '5' },
        pack: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  const { help, rounds, pack, json } = values;
  return { help, rounds: readCount('--rounds', rounds), json, ...(pack === undefined ? {} : { pack }) };
}
