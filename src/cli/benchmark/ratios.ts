/** What the engine is asked to be, as ratios of rows of one run, beside what it was. */
import { voiceFromNetwork } from './engine/load.ts';
import { firstTurn, secondTurn } from './engine/turn.ts';
import type { Row } from './row.ts';

export interface Ratio {
  what: string;
  ratio: number;
  /** The least that is asked for, or the most where less is better. */
  asked: number;
  lessIsBetter?: true;
}

/** One row of the decoders; any weights where none are named, one thread unless said. */
interface Contender {
  engine: string;
  dtype?: string;
  threads?: number;
}

/** Ours by theirs: speeds as they are, times the other way round, so that more is better. */
const speeds: { what: string; against: Contender; asked: number }[] = [
  {
    what: 'decode, transformers.js at 4 bits',
    against: { engine: 'transformers.js', dtype: 'q4' },
    asked: 25,
  },
  { what: 'decode, transformers.js q8', against: { engine: 'transformers.js', dtype: 'q8' }, asked: 3.2 },
  { what: 'decode, transformers.js fp32', against: { engine: 'transformers.js', dtype: 'fp32' }, asked: 2.5 },
  { what: 'decode, wllama Q8_0', against: { engine: 'wllama', dtype: 'q8_0' }, asked: 5.5 },
  { what: 'decode, llama.cpp native Q4_1', against: { engine: 'llama.cpp', dtype: 'q4_1' }, asked: 1 },
];

/** Those whose rows are all there; on WASM, one thread unless said. */
export function ratios(rows: readonly Row[]): Ratio[] {
  const all = rows.filter(({ group }) => group === 'decode');
  // On a GPU only the host's time is asked about.
  const decode = all.filter(({ device }) => device !== 'webgpu');
  const find = ({ engine, dtype, threads = 1 }: Contender, among = decode): Row | undefined =>
    among.find(
      (row) => row.engine === engine && (dtype ?? row.dtype) === row.dtype && row.threads === threads,
    );
  const ours = find({ engine: 'ocelli', dtype: 'q4' });
  const two = find({ engine: 'ocelli', dtype: 'q4', threads: 2 });
  const prefills = decode
    .filter(({ engine, threads }) => engine === 'transformers.js' && threads === 1)
    .flatMap(({ prefillMs }) => prefillMs ?? []);
  const found = [
    ...speeds.map(({ what, against, asked }) => ({
      what,
      ratio: by(ours?.decodeTps, find(against)?.decodeTps),
      asked,
    })),
    { what: 'decode, two threads by one', ratio: by(two?.decodeTps, ours?.decodeTps), asked: 1.7 },
    {
      what: "prefill, transformers.js' fastest",
      ratio: by(prefills.length > 0 ? Math.min(...prefills) : undefined, ours?.prefillMs),
      asked: 1.5,
    },
    {
      what: "host's time a token, transformers.js at 4 bits on WebGPU",
      ratio: by(
        find({ engine: 'transformers.js', dtype: 'q4' }, all)?.hostMsPerToken,
        find({ engine: 'ocelli' }, all)?.hostMsPerToken,
      ),
      asked: 5,
    },
  ];
  return [...found, ...smallRatios(rows)].filter(({ ratio }) => Number.isFinite(ratio));
}

/** Of the packs' own rows. */
function smallRatios(rows: readonly Row[]): Ratio[] {
  const named = (group: string, name: string) =>
    rows.filter((row) => row.group === group && row.what === name);
  const loads = named('load', voiceFromNetwork).map(({ memoryMB, fileMB }) => ({
    what: 'most memory while the voice loads, its file',
    ratio: by(memoryMB, fileMB),
    asked: 1.5,
  }));
  const turns = named('turn', secondTurn).map(({ dtype, firstTokenMs }) => ({
    what: `first token of the second question, the first's (${dtype})`,
    ratio: by(firstTokenMs, named('turn', firstTurn).find((row) => row.dtype === dtype)?.firstTokenMs),
    asked: 0.25,
  }));
  return [...loads, ...turns].map((ratio) => ({ ...ratio, lessIsBetter: true }));
}

function by(a: number | undefined, b: number | undefined): number {
  return (a ?? NaN) / (b ?? NaN);
}
