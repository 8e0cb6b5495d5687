/** The arguments of `bench`. */
import { parseArgs } from 'node:util';
import { asUsageError, readCount, UsageError } from '../arguments.ts';

/** In the order in which they run. */
export const groups = [
  'decode',
  'growth',
  'load',
  'encode',
  'turn',
  'images',
  'caption',
  'index',
  'search',
] as const;
export type Group = (typeof groups)[number];

export interface BenchArguments {
  help: boolean;
  rounds: number;
  pack?: string;
  json: boolean;
  only: readonly Group[];
  device: 'wasm' | 'webgpu';
  /** Folder of the voice that the decoders run. */
  voice?: string;
  /** Prompt and new tokens of the decoders. */
  prompt: number;
  tokens: number;
  /** Which engines race; all if absent. */
  engines?: readonly string[];
  /** An earlier run's JSON, to compare with. */
  against?: string;
  /** Writes docs/performance.md. */
  document: boolean;
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
        only: { type: 'string', default: groups.join(',') },
        device: { type: 'string', default: 'wasm' },
        voice: { type: 'string' },
        prompt: { type: 'string', default: '64' },
        tokens: { type: 'string', default: '32' },
        engines: { type: 'string' },
        against: { type: 'string' },
        document: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }),
  );
  const { help, rounds, pack, json, only, device, voice, prompt, tokens, engines, against, document } =
    values;
  if (device !== 'wasm' && device !== 'webgpu')
    throw new UsageError(`--device is wasm or webgpu, not "${device}".`);
  return {
    help,
    rounds: readCount('--rounds', rounds),
    json,
    only: only.split(',').map(readGroup),
    device,
    prompt: readCount('--prompt', prompt),
    tokens: readCount('--tokens', tokens),
    document,
    ...(pack !== undefined && { pack }),
    ...(voice !== undefined && { voice }),
    ...(engines !== undefined && { engines: engines.split(',') }),
    ...(against !== undefined && { against }),
  };
}

function readGroup(name: string): Group {
  const group = groups.find((known) => known === name);
  if (group === undefined) throw new UsageError(`--only takes ${groups.join(', ')}, not "${name}".`);
  return group;
}
