/** The order of what a search found: first what a person's own words name, then as the model ranked it. */
import type { SearchHit, SearchQuery } from '../../index.ts';
import { finderOf, ownWords } from '../../library/own-words.ts';
import type { PhotographRow } from '../../library/photograph-row.ts';

/** The model's scores are absent where it didn't rank the photograph. */
export interface RankedHit extends Partial<Omit<SearchHit, 'id'>> {
  id: string;
  /** From 1. */
  rank: number;
  /** A person's own words for it hold those of the search. */
  named?: true;
}

/** Own words count where words alone are asked for. */
export function rankedHits(
  hits: readonly SearchHit[],
  photographs: readonly PhotographRow[],
  query: SearchQuery,
): Map<string, RankedHit> {
  const names = namesWhatIsAsked(query);
  const named = new Set(photographs.filter((row) => names(ownWords(row))).map(({ id }) => id));
  const ranked = new Set(hits.map(({ id }) => id));
  const first = [
    ...hits.filter(({ id }) => named.has(id)),
    ...[...named].filter((id) => !ranked.has(id)).map((id) => ({ id })),
  ].map((hit) => ({ ...hit, named: true as const }));
  const others = hits.filter(({ id }) => !named.has(id));
  return new Map([...first, ...others].map((hit, index) => [hit.id, { ...hit, rank: index + 1 }]));
}

function namesWhatIsAsked({ text, minus = '', image, id }: SearchQuery): (own: string) => boolean {
  if (text === undefined || image || id) return () => false;
  const holds = finderOf(text);
  const unwanted = minus.split(' ').map(finderOf);
  return (own) => holds(own) && !unwanted.some((holdsIt) => holdsIt(own));
}
