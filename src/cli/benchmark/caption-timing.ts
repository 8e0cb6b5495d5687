/** The stages of a caption in ms, told apart by captioning a new picture and then the same one again. */
import type { CaptionResult } from '../../index.ts';
import type { EngineSession } from '../browser/engine-session.ts';

/** All in ms, but the tokens. */
export interface CaptionTiming {
  /** Decode, resize, normalise. */
  preprocess: number;
  imageEncoder: number;
  /** Cross-attention keys and values: what the first token of a new picture takes beyond that of a known one. */
  cross: number;
  firstStep: number;
  perToken: number;
  /** Image to last token, new picture. */
  total: number;
  tokens: number;
}

/** Captions the picture at `path`, which must be new to the session, twice. */
export async function timeCaption(
  session: EngineSession,
  path: string,
  options: { beams?: number },
): Promise<CaptionTiming> {
  const url = await session.picture(path);
  const fresh = await session.call('caption', url, options);
  const known = await session.call('caption', url, options);
  if (fresh.timings.cachedFeatures || !known.timings.cachedFeatures) {
    throw new Error('The first caption must encode its picture and the second must not.');
  }
  return stagesOf(fresh, known);
}

function stagesOf({ timings, tokens }: CaptionResult, known: CaptionResult): CaptionTiming {
  const preprocess = timings.msDecode + timings.msPreprocess;
  const firstStep = known.timings.msFirstToken;
  return {
    preprocess,
    imageEncoder: timings.msVision,
    cross: timings.msFirstToken - preprocess - timings.msVision - firstStep,
    firstStep,
    perToken: (timings.msTotal - timings.msFirstToken) / Math.max(1, tokens - 1),
    total: timings.msTotal,
    tokens,
  };
}
