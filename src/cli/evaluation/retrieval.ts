/** Recall at k of image-text retrieval, from scores alone. Row i of the matrix is image i, column i its own text. */

/** Percent of queries whose own item is among the first 1, 5, 10. */
export interface Recalls {
  r1: number;
  r5: number;
  r10: number;
}

/** A matrix of scores: `scores[query][candidate]`. */
export type Scores = readonly (readonly number[])[];

/** Cosines of every query with every candidate; the embeddings are of length 1. */
export function similarities(
  queries: readonly (readonly number[])[],
  candidates: readonly (readonly number[])[],
): number[][] {
  return queries.map((query) =>
    candidates.map((candidate) =>
      query.reduce((sum, value, index) => sum + value * (candidate[index] ?? 0), 0),
    ),
  );
}

/** The matrix with queries and candidates exchanged. */
export function transpose(scores: Scores): number[][] {
  return (scores[0] ?? []).map((_, column) => scores.map((row) => row[column] ?? 0));
}

/** Candidates of one query, best first; equal scores keep their order. */
export function ranking(scores: readonly number[]): number[] {
  return scores.map((_, index) => index).toSorted((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

/**
 * The ranking with its first `count` candidates put in the order of `rescored`, which holds their new scores; the
 * others keep their place below.
 */
export function reranking(
  order: readonly number[],
  count: number,
  rescored: ReadonlyMap<number, number>,
): number[] {
  const best = order.slice(0, count);
  const scoreOf = (candidate: number) => {
    const score = rescored.get(candidate);
    if (score === undefined) throw new Error(`Candidate ${candidate} was not scored again.`);
    return score;
  };
  return [...best.toSorted((a, b) => scoreOf(b) - scoreOf(a)), ...order.slice(count)];
}

/** Recalls of rankings in which candidate i is the right one for query i. */
export function recalls(orders: readonly (readonly number[])[]): Recalls {
  const places = orders.map((order, query) => order.indexOf(query));
  const at = (k: number) => (100 * places.filter((place) => place < k).length) / Math.max(1, places.length);
  return { r1: at(1), r5: at(5), r10: at(10) };
}
