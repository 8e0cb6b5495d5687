/** The rounds of the benchmark, interleaved so that a slow minute of the machine falls on all variants alike. */
import type { EngineSession } from '../browser/engine-session.ts';
import { median } from '../median.ts';
import { timeCaption, type CaptionTiming } from './caption-timing.ts';
import { timeColdPage } from './cold-page.ts';
import type { FreshPictures } from './fresh-pictures.ts';

type Variant = 'oneThread' | 'twoThreads' | 'oneBeam' | 'threeBeams';

export interface BenchFigures {
  medians: Record<Variant, CaptionTiming>;
  /** Of every round. */
  all: Record<Variant, readonly CaptionTiming[]>;
  /** Page opened to first caption, nothing cached: the median, and every round's. */
  coldPageMs: number;
  coldPages: readonly number[];
}

/** Runs every variant once to warm up and then `rounds` times. Returns the median of each figure. */
export async function runRounds(
  sessions: { oneThread: EngineSession; twoThreads: EngineSession },
  pictures: FreshPictures,
  rounds: number,
): Promise<BenchFigures> {
  const variants: Record<Variant, () => Promise<CaptionTiming>> = {
    oneThread: async () => timeCaption(sessions.oneThread, await pictures.next(), {}),
    twoThreads: async () => timeCaption(sessions.twoThreads, await pictures.next(), {}),
    oneBeam: async () => timeCaption(sessions.oneThread, await pictures.next(), { beams: 1 }),
    threeBeams: async () => timeCaption(sessions.oneThread, await pictures.next(), { beams: 3 }),
  };
  const names = Object.keys(variants) as Variant[];
  const timings: Record<Variant, CaptionTiming[]> = {
    oneThread: [],
    twoThreads: [],
    oneBeam: [],
    threeBeams: [],
  };
  const cold: number[] = [];
  for (const name of names) await variants[name]();
  for (let round = 0; round < rounds; round++) {
    for (const name of names) timings[name].push(await variants[name]());
    cold.push(await timeColdPage(sessions.oneThread));
  }
  return {
    medians: {
      oneThread: medians(timings.oneThread),
      twoThreads: medians(timings.twoThreads),
      oneBeam: medians(timings.oneBeam),
      threeBeams: medians(timings.threeBeams),
    },
    all: timings,
    coldPageMs: median(cold),
    coldPages: cold,
  };
}

/** The median of each stage by itself. */
function medians(timings: readonly CaptionTiming[]): CaptionTiming {
  const of = (stage: keyof CaptionTiming) => median(timings.map((timing) => timing[stage]));
  return {
    preprocess: of('preprocess'),
    imageEncoder: of('imageEncoder'),
    cross: of('cross'),
    firstStep: of('firstStep'),
    perToken: of('perToken'),
    total: of('total'),
    tokens: of('tokens'),
  };
}
