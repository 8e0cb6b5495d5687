/** What every decoder demands of a prompt, and how it remembers what it has read. */
import { VlmError } from '../../protocol/error.ts';
import type { DecoderInput } from './decoder.ts';

/** Id that stands in the history for an embedding. */
export const NO_WORD = -1;

/** Number of tokens of a prompt. @throws VlmError `internal` for none, or for embeddings of another width. */
export function promptLength(input: DecoderInput, hidden: number): number {
  const count = 'ids' in input ? input.ids.length : input.embeds.length / hidden;
  if (count > 0 && Number.isInteger(count)) return count;
  throw new VlmError('internal', `A prompt of ${count} tokens can't be read; give at least one.`);
}

/** A prompt in parts of at most `size` tokens, in order; `last` marks the end. */
export function* partsOf(
  input: DecoderInput,
  hidden: number,
  size: number,
): Generator<{ part: DecoderInput; last: boolean }> {
  const count = promptLength(input, hidden);
  for (let at = 0; at < count; at += size) {
    const end = Math.min(count, at + size);
    const part =
      'ids' in input
        ? { ids: input.ids.slice(at, end) }
        : { embeds: input.embeds.subarray(at * hidden, end * hidden) };
    yield { part, last: end === count };
  }
}

/** @throws VlmError `internal` where nothing was read since the decoder was made or cut. */
export function demandLogits(logits: Float32Array | undefined): Float32Array {
  if (logits) return logits;
  throw new VlmError(
    'internal',
    'The decoder has read nothing since it was made or cut; call prefill first.',
  );
}

/** @throws VlmError `internal` for an id that the voice has no word of. */
export function demandWords(ids: readonly number[], vocab: number): void {
  for (const id of ids)
    if (!(id >= 0 && id < vocab))
      throw new VlmError('internal', `There is no word of id ${id}; the voice has ${vocab}.`);
}

/** @throws VlmError `internal` where `count` more tokens go beyond the context window. */
export function demandRoom(count: number, length: number, contextWindow: number): void {
  const room = contextWindow - length;
  if (count > room)
    throw new VlmError(
      'internal',
      `The prompt has ${count} tokens and the decoder has room for ${room}. Shorten the prompt or truncate.`,
    );
}

/** The words among what was read. */
export function wordsOf(ids: readonly number[]): number[] {
  return ids.filter((id) => id !== NO_WORD);
}
