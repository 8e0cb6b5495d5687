/** The order of the cards while a search is on: the ranked ones first, the others after in the order they came. */

/** Stable: items without a rank keep their order. */
export function inRankOrder<T extends { id: string }>(
  items: readonly T[],
  ranks: ReadonlyMap<string, { rank: number }>,
): T[] {
  const rankOf = (item: T) => ranks.get(item.id)?.rank ?? Number.POSITIVE_INFINITY;
  return items.toSorted((a, b) => (rankOf(a) === rankOf(b) ? 0 : rankOf(a) - rankOf(b)));
}
