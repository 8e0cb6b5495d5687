/** Image to caption: the captions of the library that fit one picture, from its nearest neighbours, ranked by ITM. */
import type { TextMatch, Vlm } from '../../index.ts';
import type { PhotographRow } from '../../library/photograph-row.ts';

/** Neighbours whose captions are read while looking at the picture. */
const neighbours = 12;

/**
 * @param find The row of an id.
 * @returns At most `count`, best first.
 */
export async function fittingCaptions(
  vlm: Vlm,
  { id }: PhotographRow,
  picture: Blob,
  find: (id: string) => PhotographRow | undefined,
  count: number,
): Promise<TextMatch[]> {
  const near = await vlm.search({ id }, { limit: neighbours, rerank: false });
  const texts = near.flatMap((hit) => find(hit.id)?.caption?.text ?? []);
  const matches = await vlm.match(picture, [...new Set(texts)]);
  return matches.sort((a, b) => b.score - a.score).slice(0, count);
}
