/** The figures of the captions as rows. */
import type { CaptionTiming } from './caption-timing.ts';
import type { BenchFigures } from './rounds.ts';
import type { Row } from './row.ts';

const stages: [keyof CaptionTiming, string][] = [
  ['preprocess', 'decode, resize, normalise'],
  ['imageEncoder', 'image encoder'],
  ['cross', 'cross-attention keys and values'],
  ['firstStep', 'first decoder step'],
  ['perToken', 'each further token'],
  ['total', 'image to last token'],
];

/** @param pack Its id. */
export function captionRows(pack: string, figures: BenchFigures, rounds: number): Row[] {
  const row = (what: string, threads: number, values: readonly number[], ms: number): Row => ({
    group: 'caption',
    engine: 'ocelli',
    dtype: pack,
    device: 'wasm',
    threads,
    what,
    ms,
    n: rounds,
    min: Math.min(...values),
    max: Math.max(...values),
  });
  const { medians, all, coldPageMs, coldPages } = figures;
  const of = (variant: keyof typeof all, stage: keyof CaptionTiming) =>
    all[variant].map((timing) => timing[stage]);
  return [
    ...stages.map(([stage, what]) => row(what, 1, of('oneThread', stage), medians.oneThread[stage])),
    row('image to last token', 2, of('twoThreads', 'total'), medians.twoThreads.total),
    row('image to last token, 1 beam', 1, of('oneBeam', 'total'), medians.oneBeam.total),
    row('image to last token, 3 beams', 1, of('threeBeams', 'total'), medians.threeBeams.total),
    row('page opened to first caption, nothing cached', 2, coldPages, coldPageMs),
  ];
}
