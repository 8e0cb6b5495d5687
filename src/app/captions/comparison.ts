/** CapFilt for a person's own folder: the caption beside a picture and the model's, scored by ITM and ITC. */
import type { Vlm } from '../../index.ts';
import type { PhotographRow, StoredCaption } from '../../library/photograph-row.ts';

/** A row with two captions to compare. */
export type Compared = PhotographRow & Required<Pick<PhotographRow, 'caption' | 'given'>>;

export function isCompared(row: PhotographRow): row is Compared {
  return row.caption !== undefined && row.given !== undefined && row.caption.text !== row.given.text;
}

/** The row with both captions scored. */
export async function score(vlm: Vlm, row: Compared, picture: Blob): Promise<Compared> {
  const [own, given] = await vlm.match(picture, [row.caption.text, row.given.text]);
  return {
    ...row,
    caption: own ? { ...row.caption, match: own } : row.caption,
    given: given ? { ...row.given, match: given } : row.given,
  };
}

/** Which of the two fits better; undefined while they are not scored as they stand now. */
export function better({ caption, given }: Compared): 'caption' | 'given' | undefined {
  if (caption.match?.text !== caption.text || given.match?.text !== given.text) return undefined;
  return given.match.score > caption.match.score ? 'given' : 'caption';
}

/** The row with one of the two kept as its caption, and the other gone. */
export function keep(row: Compared, which: 'caption' | 'given'): PhotographRow {
  const kept: StoredCaption = which === 'given' ? row.given : row.caption;
  const { given: _given, ...rest } = row;
  return { ...rest, caption: kept };
}
