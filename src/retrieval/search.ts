/** Nearest by embedding, then the best of them put in order by image-text matching. */
import type { SearchHit } from '../protocol/values.ts';
import type { EmbeddingIndex, Neighbour } from './embedding-index.ts';

/** What matching says of one photograph. */
export interface Reranked {
  /** Probability that it matches. */
  itm: number;
  /** What it is ordered by. */
  score: number;
}

/** Settings of one search. */
export interface SearchSettings {
  limit: number;
  /** How many of the nearest are re-ranked. */
  rerank: number;
  /** Matching of one photograph with the query, undefined for one that isn't at hand; absent for a query by picture. */
  match?: ((neighbour: Neighbour) => Promise<Reranked> | undefined) | undefined;
}

/** The photographs nearest to `query`; those re-ranked first, the others below them by embedding. */
export async function search(
  index: EmbeddingIndex,
  query: Float32Array,
  { limit, rerank, match }: SearchSettings,
): Promise<SearchHit[]> {
  const nearest = index.nearest(query, Math.max(limit, match ? rerank : 0));
  const first: SearchHit[] = [];
  if (match) {
    for (const neighbour of nearest.slice(0, rerank)) {
      const reranked = await match(neighbour);
      if (reranked) first.push({ ...neighbour, ...reranked });
    }
    first.sort((a, b) => b.score - a.score);
  }
  const ranked = new Set(first.map(({ id }) => id));
  const rest = nearest.filter(({ id }) => !ranked.has(id));
  const others = rest.map((neighbour) => ({ ...neighbour, score: neighbour.itc }));
  return [...first, ...others].slice(0, limit);
}
