/** Runs a language decoder by itself: greedy continuations with their times, and the likelihood of a text. */
import type { DecoderTrialParams, DecoderTrialResult } from '../protocol/decoder-trial.ts';
import type { LanguageDecoder, Sampler } from '../runtime/decoder/decoder.ts';
import { loadCandidate } from './trial-decoders.ts';

const greedy: Sampler = {
  settings: { temperature: 0, topK: 0, topP: 1, minP: 0, repetitionPenalty: 1, seed: 0 },
  next: (logits) => logits.indexOf(logits.reduce((most, value) => Math.max(most, value), -Infinity)),
};

/** Tokens of a text whose likelihood is asked for that are read before the cache is emptied. */
const WINDOW = 512;

/** Rejects with `network`, `pack-invalid`, `out-of-memory` or `aborted`. */
export async function tryDecoder(
  params: DecoderTrialParams,
  signal: AbortSignal,
): Promise<DecoderTrialResult> {
  const { prompts, tokens, text, detours = false } = params;
  const begin = performance.now();
  const { decoder, facts } = await loadCandidate(params, signal);
  const loadMs = performance.now() - begin;
  const runs = [];
  for (const ids of prompts) {
    decoder.truncate(0);
    runs.push(await run(decoder, ids, tokens, signal));
    if (detours) runs.push(...(await detour(decoder, ids, tokens, signal)));
  }
  const { kvBytes } = decoder;
  const meanNll = text && (await likelihood(decoder, text, signal));
  const told = facts();
  decoder.dispose();
  return { ...told, loadMs, kvBytes, runs, ...(meanNll !== undefined && { meanNll }) };
}

type Run = DecoderTrialResult['runs'][number];

/** The second half of a prompt read by a fork, and by the decoder itself after words that it takes back. */
async function detour(
  decoder: LanguageDecoder,
  ids: number[],
  tokens: number,
  signal: AbortSignal,
): Promise<Run[]> {
  const half = Math.ceil(ids.length / 2);
  const [before, after] = [ids.slice(0, half), ids.slice(half)];
  decoder.truncate(0);
  await decoder.prefill({ ids: before }, signal);
  const fork = decoder.fork();
  await decoder.prefill({ ids: before }, signal);
  const forked = await run(fork, after, tokens, signal);
  fork.dispose();
  decoder.truncate(half);
  return [forked, await run(decoder, after, tokens, signal)];
}

async function run(
  decoder: LanguageDecoder,
  ids: number[],
  tokens: number,
  signal: AbortSignal,
): Promise<Run> {
  const begin = performance.now();
  await decoder.prefill({ ids }, signal);
  const read = performance.now();
  const chosen = [];
  for await (const id of decoder.decode(tokens, greedy, signal)) chosen.push(id);
  return { ids: chosen, prefillMs: read - begin, decodeMs: performance.now() - read };
}

/** Every token but a window's first is predicted from those of the window before it. */
async function likelihood(decoder: LanguageDecoder, text: number[], signal: AbortSignal): Promise<number> {
  let [sum, count] = [0, 0];
  for (let at = 0; at + 1 < text.length; at += WINDOW) {
    decoder.truncate(0);
    const ids = text.slice(at, at + WINDOW + 1);
    for (const [i, id] of ids.slice(0, -1).entries()) {
      sum -= logProbability(await decoder.prefill({ ids: [id] }, signal), ids[i + 1] as number);
      count++;
    }
  }
  return sum / count;
}

function logProbability(logits: Float32Array, id: number): number {
  const largest = logits.reduce((most, value) => Math.max(most, value), -Infinity);
  const total = logits.reduce((sum, value) => sum + Math.exp(value - largest), 0);
  return (logits[id] as number) - largest - Math.log(total);
}
