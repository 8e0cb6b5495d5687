/** A description with another of beam search's hypotheses as its caption. */
import type { Description } from '../pipeline/describe.ts';
import type { Hypothesis } from '../pipeline/text/beam-search.ts';

/** The hypotheses that say something, by their text; of equal texts the first. */
export function distinctTexts(
  finished: readonly Hypothesis[],
  detokenise: (ids: readonly number[]) => string,
): Map<string, Hypothesis> {
  const distinct = new Map<string, Hypothesis>();
  for (const hypothesis of finished) {
    const text = detokenise(hypothesis.ids);
    if (text !== '' && !distinct.has(text)) distinct.set(text, hypothesis);
  }
  return distinct;
}

export function captionedBy(
  description: Description,
  startMs: number,
  caption: string,
  { ids, logProb }: Hypothesis,
  endToken: number,
): Description {
  return {
    ...description,
    caption,
    ids: ids.filter((id) => id !== endToken),
    tokens: ids.length,
    logProb,
    timings: { ...description.timings, msTotal: performance.now() - startMs },
  };
}
