/** Command line arguments as typed values. Knows nothing of the engine; a wrong argument is a UsageError. */
import { parseArgs } from 'node:util';

export type Device = 'auto' | 'webgpu' | 'wasm';

/** Options shared by every command that opens the engine. */
export interface EngineArguments {
  pack?: string;
  device: Device;
  threads?: number;
  /** See `VlmOptions.exact`. */
  exact?: true;
  beams?: number;
}

export type Command =
  | { verb: 'caption' | 'embed'; images: string[] }
  | { verb: 'match'; image: string; texts: string[] }
  | { verb: 'search'; text: string; images: string[] }
  | { verb: 'ask'; images: string[]; questions: string[] }
  | { verb: 'packs' }
  | { verb: 'help' };

export interface OcelliArguments {
  command: Command;
  engine: EngineArguments;
  json: boolean;
}

/** A wrong argument; the message says which one. Ends the command with its usage and exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The options of `parseArgs` that every engine command takes. */
export const engineOptions = {
  pack: { type: 'string' },
  device: { type: 'string', default: 'auto' },
  threads: { type: 'string' },
  beams: { type: 'string' },
  exact: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Runs `parse`, turning what node:util says of an unknown option into a UsageError. */
export function asUsageError<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Parses the arguments of `ocelli`, without the program's name. Throws UsageError. */
export function parseOcelliArguments(args: string[]): OcelliArguments {
  const { values, positionals } = asUsageError(() =>
    parseArgs({
      args,
      options: { ...engineOptions, question: { type: 'string', multiple: true } },
      allowPositionals: true,
    }),
  );
  const command: Command = values.help ? { verb: 'help' } : readCommand(positionals, values.question);
  return { command, engine: readEngineArguments(values), json: values.json };
}

function readCommand([verb, ...rest]: string[], questions: string[] = []): Command {
  const [first, ...others] = rest;
  if (verb !== 'ask' && questions.length > 0) throw new UsageError('--question is for the verb ask.');
  switch (verb) {
    case 'caption':
    case 'embed':
      if (first === undefined) throw new UsageError(`${verb} needs at least one IMAGE.`);
      return { verb, images: rest };
    case 'match':
      if (first === undefined || others.length === 0)
        throw new UsageError('match needs an IMAGE and a "text".');
      return { verb, image: first, texts: others };
    case 'search':
      if (first === undefined || others.length === 0)
        throw new UsageError('search needs a "text" and an IMAGE.');
      return { verb, text: first, images: others };
    case 'ask':
      if (first === undefined) throw new UsageError('ask needs at least one IMAGE.');
      if (questions.length === 0) throw new UsageError('ask needs at least one --question "…".');
      return { verb, images: rest, questions };
    case 'packs':
      if (first !== undefined) throw new UsageError(`packs takes no argument, but got "${first}".`);
      return { verb };
    case undefined:
      throw new UsageError('A verb is needed.');
    default:
      throw new UsageError(`Unknown verb "${verb}".`);
  }
}

/** Checks the values of `engineOptions`. Throws UsageError. */
export function readEngineArguments(values: {
  pack?: string | undefined;
  device: string;
  threads?: string | undefined;
  beams?: string | undefined;
  exact: boolean;
}): EngineArguments {
  const { device } = values;
  if (device !== 'auto' && device !== 'webgpu' && device !== 'wasm') {
    throw new UsageError(`--device is auto, webgpu or wasm, not "${device}".`);
  }
  return {
    device,
    ...(values.pack === undefined ? {} : { pack: values.pack }),
    ...(values.threads === undefined ? {} : { threads: readCount('--threads', values.threads) }),
    ...(values.beams === undefined ? {} : { beams: readCount('--beams', values.beams) }),
    ...(values.exact && { exact: true }),
  };
}

/** A whole number from 1 to 64. Throws UsageError. */
export function readCount(option: string, value: string): number {
  const count = Number(value);
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new UsageError(`${option} is a whole number from 1 to 64, not "${value}".`);
  }
  return count;
}
