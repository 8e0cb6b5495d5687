/** Image to caption: the captions of the library that fit one picture, from its nearest neighbours, ranked by ITM. */
import type { TextMatch, Vlm } from '../../index.ts';
import type { PhotographRow, StoredCaption } from '../../library/photograph-row.ts';

/** Neighbours whose captions are read while looking at the picture. */
const neighbours = 12;

/** How well a caption of the library fits. */
export interface FittingCaption extends TextMatch {
  caption: StoredCaption;
}

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
): Promise<FittingCaption[]> {
  const near = await vlm.search({ id }, { limit: neighbours, rerank: false });
  const captions = near.flatMap((hit) => find(hit.id)?.caption ?? []);
  const different = [...new Map(captions.map((caption) => [caption.text, caption])).values()];
  const matches = await vlm.match(
    picture,
    different.map(({ text }) => text),
  );
  return matches
    .flatMap((match) => {
      const caption = different.find(({ text }) => text === match.text);
      return caption ? [{ ...match, caption }] : [];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, count);
}
