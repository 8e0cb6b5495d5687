/** VisualTokens to a stream of token ids: the decoder run step by step under beam search. */
import type { TensorFactory, Tensors } from '../../runtime/tensor.ts';
import { pause } from '../pause.ts';
import { BeamSearch, type BeamSettings, type Hypothesis } from '../text/beam-search.ts';
import type { Decoder } from './decoder.ts';
import { KvCache, type CacheShape } from './kv-cache.ts';

/** What generation works with. */
export interface Generator {
  decoder: Decoder;
  tensors: TensorFactory;
  shape: CacheShape;
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
  { decoder, tensors, shape, startToken }: Generator,
  cross: Tensors,
  settings: BeamSettings,
  signal?: AbortSignal,
): AsyncGenerator<Hypothesis, readonly Hypothesis[]> {
  const search = new BeamSearch(settings);
  const cache = new KvCache(shape, tensors);
  let batch = 1;
  try {
    let rows = search.advance(await decoder.step([startToken], cache, cross));
    yield search.best;
    while (!search.done) {
      await pause(signal);
      await cache.reorder(rows, batch);
      batch = rows.length;
      rows = search.advance(await decoder.step(search.tokens, cache, cross));
      yield search.best;
    }
    return search.finished;
  } finally {
    cache.dispose();
  }
}
