/** The order of the cards while a search is on: the ranked ones first, the others after in the order they came. */

/** Stable: items without a rank keep their order. */
export function inRankOrder<T extends { id: string }>(
  items: readonly T[],
  ranks: ReadonlyMap<string, { rank: number }>,
): T[] {
  const rankOf = (item: T) => ranks.get(item.id)?.rank ?? Number.POSITIVE_INFINITY;
  return items.toSorted((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));
}

/** Beyond this many, a search shows what it ranked and nothing below it. */
const fewEnough = 500;

/** What the grid shows: all photographs, the ranked ones first; or those of one label. */
export function shownPhotographs<T extends { id: string }>(
  items: readonly T[],
  hits: ReadonlyMap<string, { rank: number }>,
  label: ReadonlySet<string> | undefined,
): readonly T[] {
  const labelled = label ? items.filter(({ id }) => label.has(id)) : items;
  if (hits.size === 0) return labelled;
  return inRankOrder(items.length > fewEnough ? labelled.filter(({ id }) => hits.has(id)) : labelled, hits);
}
