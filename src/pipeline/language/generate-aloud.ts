/** A prompt to a stream of hypotheses: beam search over a decoder that is forked where beams part. */
import type { LanguageDecoder } from '../../runtime/decoder/decoder.ts';
import { BeamSearch, type BeamSettings, type Hypothesis } from '../text/beam-search.ts';
import type { Segment } from './prompt.ts';

/**
 * Yields the best hypothesis after every token; the last one yielded is the answer. Its decoders are exact: rounded to 8 bits,
 * any other order of adding numbers (one thread or two, another processor) gives one photograph in five another caption.
 * @param root Left as it is.
 * @returns The finished hypotheses, best first.
 */
export async function* generateAloud(
  root: LanguageDecoder,
  prompt: readonly Segment[],
  settings: BeamSettings,
  signal?: AbortSignal,
): AsyncGenerator<Hypothesis, readonly Hypothesis[]> {
  const search = new BeamSearch(settings);
  let decoders = [root.fork(true)];
  try {
    let logits: Float32Array | undefined;
    for (const segment of prompt) {
      const input = 'ids' in segment ? segment : { embeds: segment.image.embeds };
      logits = await decoders[0]?.prefill(input, signal);
    }
    let rows = logits ? search.advance([logits]) : [];
    yield search.best;
    while (!search.done) {
      decoders = part(decoders, rows);
      rows = search.advance(await feed(decoders, search.tokens, signal));
      yield search.best;
    }
    return search.finished;
  } finally {
    for (const decoder of decoders) decoder.dispose();
  }
}

/** The logits of each decoder after its token: in one pass where the device can. */
async function feed(
  decoders: readonly LanguageDecoder[],
  ids: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  const first = decoders[0];
  if (first?.prefillTogether && decoders.length > 1) return first.prefillTogether(decoders, ids, signal);
  const logits = [];
  for (const [beam, decoder] of decoders.entries())
    logits.push(await decoder.prefill({ ids: [ids[beam] as number] }, signal));
  return logits;
}

/** A decoder a row: the first that goes on from one takes it, the others fork it, and those of no row end. */
function part(decoders: readonly LanguageDecoder[], rows: readonly number[]): LanguageDecoder[] {
  const parted = rows.map((row, i) => {
    const decoder = decoders[row] as LanguageDecoder;
    return rows.indexOf(row) === i ? decoder : decoder.fork();
  });
  decoders.forEach((decoder, row) => rows.includes(row) || decoder.dispose());
  return parted;
}
