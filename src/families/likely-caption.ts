/** One caption of those that beam search finished: its likelihood and ITC decide. */
import type { Description } from '../pipeline/describe.ts';
import { scoreOf, type Hypothesis } from '../pipeline/text/beam-search.ts';
import { captionedBy, distinctTexts } from './chosen-caption.ts';

/** What choosing by likelihood and ITC needs of a model. */
export interface LikelyChooser {
  lengthPenalty: number;
  /** What a cosine of 1 counts beside the language model's score. */
  itcWeight: number;
  endToken: number;
  detokenise(ids: readonly number[]): string;
  /** Cosine of a text and the picture. */
  itc(text: string): Promise<number>;
}

/**
 * The description with the caption that is both likely and near the picture. Beam search's first is the plainest: what
 * fits any picture is likely for each.
 * @param startMs When the call began, for its whole time.
 */
export async function chooseLikely(
  description: Description,
  startMs: number,
  finished: readonly Hypothesis[],
  { lengthPenalty, itcWeight, endToken, detokenise, itc }: LikelyChooser,
): Promise<Description> {
  const distinct = distinctTexts(finished, detokenise);
  if (distinct.size < 2) return description;
  let best: { text: string; hypothesis: Hypothesis; score: number } | undefined;
  for (const [text, hypothesis] of distinct) {
    const score = scoreOf(hypothesis, lengthPenalty) + itcWeight * (await itc(text));
    if (!best || score > best.score) best = { text, hypothesis, score };
  }
  return best ? captionedBy(description, startMs, best.text, best.hypothesis, endToken) : description;
}
