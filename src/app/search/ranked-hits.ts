/** The order of what a search found: first what a person's own words name, then as the model ranked it. */
import type { SearchHit } from '../../index.ts';
import { holdsWords, ownWords } from '../../library/own-words.ts';
import type { PhotographRow } from '../../library/photograph-row.ts';
import type { QueryWords } from './query-words.ts';

/** The model's scores are absent where it didn't rank the photograph. */
export interface RankedHit extends Partial<Omit<SearchHit, 'id'>> {
  id: string;
  /** From 1. */
  rank: number;
  /** A person's own words for it hold those of the search. */
  named?: true;
}

/** @param words Of the search; undefined where it is by pictures alone. */
export function rankedHits(
  hits: readonly SearchHit[],
  photographs: readonly PhotographRow[],
  words: QueryWords | undefined,
): Map<string, RankedHit> {
  const named = new Set(words ? photographs.filter((row) => names(row, words)).map(({ id }) => id) : []);
  const ranked = new Set(hits.map(({ id }) => id));
  const first = [
    ...hits.filter(({ id }) => named.has(id)),
    ...[...named].filter((id) => !ranked.has(id)).map((id) => ({ id })),
  ].map((hit) => ({ ...hit, named: true as const }));
  const others = hits.filter(({ id }) => !named.has(id));
  return new Map([...first, ...others].map((hit, index) => [hit.id, { ...hit, rank: index + 1 }]));
}

function names(row: PhotographRow, { text, minus }: QueryWords): boolean {
  const own = ownWords(row);
  return holdsWords(own, text) && !holdsWords(own, minus);
}
