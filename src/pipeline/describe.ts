/** A picture in, words out: the data path of a caption, a line per folder. */
import type { CaptionResult, ImageSource } from '../protocol/values.ts';
import type { EncodedImage } from './encode-image.ts';
import { pause } from './pause.ts';
import type { Hypothesis } from './text/beam-search.ts';

/** What a family supplies. `Tokens` is whatever its language model looks at. */
export interface Stages<Features, Tokens> {
  /** image/, preprocessing/, vision/ */
  encode(source: ImageSource, signal?: AbortSignal): Promise<EncodedImage<Features>>;
  /** bridge/ */
  bridge(image: EncodedImage<Features>): Promise<Tokens>;
  /** language/: the best hypothesis after each token. */
  generate(tokens: Tokens, signal?: AbortSignal): AsyncIterable<Hypothesis>;
  /** What ends a caption; it is counted as a token but is no word. */
  endToken: number;
  /** text/ */
  detokenise(ids: readonly number[]): string;
}

/** A caption without the device, which the pipeline doesn't know. */
export type Description = Omit<CaptionResult, 'device'>;

/**
 * Describes one picture.
 * @param onText Called with the text so far after each token.
 */
export async function describe<Features, Tokens>(
  source: ImageSource,
  stages: Stages<Features, Tokens>,
  onText: (text: string) => void,
  signal?: AbortSignal,
): Promise<Description> {
  const startMs = performance.now();
  const image = await stages.encode(source, signal);
  await pause(signal);
  const tokens = await stages.bridge(image);
  const languageMs = performance.now();
  let firstTokenMs: number | undefined;
  let best: Hypothesis = { ids: [], logProb: 0 };
  for await (best of stages.generate(tokens, signal)) {
    firstTokenMs ??= performance.now();
    onText(stages.detokenise(best.ids));
  }
  const endMs = performance.now();
  return {
    caption: stages.detokenise(best.ids),
    ids: best.ids.filter((id) => id !== stages.endToken),
    tokens: best.ids.length,
    logProb: best.logProb,
    timings: {
      ...image.timings,
      msFirstToken: (firstTokenMs ?? endMs) - startMs,
      msTotal: endMs - startMs,
      tokensPerSecond: best.ids.length / Math.max(1e-3, (endMs - languageMs) / 1000),
    },
  };
}
