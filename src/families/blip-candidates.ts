/** One of several captions chosen by matching: beam search proposes, ITM and ITC decide. */
import type { Description } from '../pipeline/describe.ts';
import type { Hypothesis } from '../pipeline/text/beam-search.ts';
import type { TextMatch } from '../protocol/values.ts';
import { captionedBy, distinctTexts } from './chosen-caption.ts';
import type { PairScore } from './family.ts';

/** What choosing needs of a model. */
export interface Chooser {
  /** Most candidates to score. */
  count: number;
  endToken: number;
  detokenise(ids: readonly number[]): string;
  match(text: string): Promise<PairScore>;
}

/**
 * The description with the candidate that matches best as its caption, and all candidates beside it.
 * @param startMs When the call began, for its whole time.
 */
export async function chooseCandidate(
  description: Description,
  startMs: number,
  finished: readonly Hypothesis[],
  { count, endToken, detokenise, match }: Chooser,
): Promise<Description> {
  const distinct = distinctTexts(finished, detokenise);
  const candidates: TextMatch[] = [];
  for (const text of [...distinct.keys()].slice(0, count)) candidates.push({ text, ...(await match(text)) });
  candidates.sort((a, b) => b.score - a.score);
  const best = candidates[0] && distinct.get(candidates[0].text);
  if (best === undefined || candidates[0] === undefined) return description;
  return { ...captionedBy(description, startMs, candidates[0].text, best, endToken), candidates };
}
