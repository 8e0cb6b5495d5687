/**
 * The least cosine that a search may call a good match, from pairs held out. Every text is asked twice of all
 * photographs: with its own among them, which should be found, and with its own taken away, when nothing should be.
 */
export interface Threshold {
  minItc: number;
  /** Percent of the texts whose own photograph is at least that near. */
  found: number;
  /** Percent of the texts for which, without their own photograph, nothing is. */
  refused: number;
}

/** Cosines of one text with all photographs, and the place of its own among them. */
export interface Asked {
  itc: readonly number[];
  own: number;
}

/** The threshold at which the mean of `found` and `refused` is greatest. */
export function threshold(texts: readonly Asked[]): Threshold {
  const own = texts.map((text) => text.itc[text.own] ?? 0);
  const others = texts.map((text) => Math.max(...text.itc.filter((_, image) => image !== text.own)));
  const at = (minItc: number): Threshold => ({
    minItc,
    found: (100 * own.filter((score) => score >= minItc).length) / own.length,
    refused: (100 * others.filter((score) => score < minItc).length) / others.length,
  });
  const sum = ({ found, refused }: Threshold) => found + refused;
  return own.map(at).reduce((best, next) => (sum(next) > sum(best) ? next : best));
}
