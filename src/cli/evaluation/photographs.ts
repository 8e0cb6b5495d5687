/** The engine's part of the evaluation: captions and embeddings first, then image-text matching of the best pairs. */
import { join } from 'node:path';
import { runBatch } from '../batch.ts';
import type { TextMatch } from '../../index.ts';
import type { EngineSession } from '../browser/engine-session.ts';
import type { CaptionRow } from './caption-rows.ts';

/** What the engine says of one photograph. */
export interface Described extends CaptionRow {
  /** The photograph's address on the session's server. */
  url: string;
  caption: string;
  msTotal: number;
  /** Of length 1; empty of a pack that can't embed. */
  imageEmbedding: number[];
  /** Of its first caption; likewise. */
  textEmbedding: number[];
  /** Of all its captions. */
  textEmbeddings: number[][];
}

/** Captions and embeds every row's photograph; those that fail are left out, with a line on standard error. */
export async function describePhotographs(
  session: EngineSession,
  folder: string,
  rows: readonly CaptionRow[],
  beams: { beams?: number },
  embeds: boolean,
): Promise<Described[]> {
  const described: Described[] = [];
  await runBatch(
    rows,
    ({ name }) => name,
    async (row) => {
      const url = await session.picture(join(folder, row.name));
      const { caption, timings } = await session.call('caption', url, beams);
      const imageEmbedding = embeds ? await session.call('embedImage', url) : [];
      const textEmbeddings = [];
      for (const text of embeds ? row.captions : [])
        textEmbeddings.push(await session.call('embedText', text));
      const [textEmbedding = []] = textEmbeddings;
      const { msTotal } = timings;
      described.push({ ...row, url, caption, msTotal, imageEmbedding, textEmbedding, textEmbeddings });
    },
  );
  return described;
}

/** What the wanted pairs are re-ranked by: `result[image].get(text)`, by position in `photographs`. */
export async function matchPairs(
  session: EngineSession,
  photographs: readonly Described[],
  wanted: readonly ReadonlySet<number>[],
): Promise<Map<number, TextMatch>[]> {
  const scores: Map<number, TextMatch>[] = [];
  for (const [index, { url }] of photographs.entries()) {
    const texts = [...(wanted[index] ?? [])];
    const sentences = texts.map((text) => photographs[text]?.captions[0] ?? '');
    const matches = await session.call('match', url, sentences);
    scores.push(new Map(matches.map((match, place) => [texts[place] ?? -1, match])));
  }
  return scores;
}
