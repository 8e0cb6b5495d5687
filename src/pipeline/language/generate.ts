/** VisualTokens to a stream of token ids: the decoder run step by step under beam search. */
import type { Tensors } from '../../runtime/tensor.ts';
import { pause } from '../pause.ts';
import { BeamSearch, type BeamSettings, type Hypothesis } from '../text/beam-search.ts';
import type { GroundedDecoder } from './grounded-decoder.ts';

/** What generation works with. */
export interface Generator {
  decoder: GroundedDecoder;
  /** The decoder's first token. */
  startToken: number;
}

/**
 * Yields the best hypothesis after every token; the last one yielded is the caption.
 * Stops between tokens when `signal` fires, rejecting with `aborted`.
 * @param cross Keys and values of one picture, left to the caller.
 * @returns The finished hypotheses, best first.
 */
export async function* generate(
  { decoder, startToken }: Generator,
  cross: Tensors,
  settings: BeamSettings,
  signal?: AbortSignal,
): AsyncGenerator<Hypothesis, readonly Hypothesis[]> {
  const search = new BeamSearch(settings);
  const hypotheses = await decoder.begin(cross, settings.beams);
  try {
    let rows = search.advance(await hypotheses.step([startToken]));
    yield search.best;
    while (!search.done) {
      await pause(signal);
      await hypotheses.reorder(rows);
      rows = search.advance(await hypotheses.step(search.tokens));
      yield search.best;
    }
    return search.finished;
  } finally {
    hypotheses.dispose();
  }
}
