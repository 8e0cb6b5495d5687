/** Runs a language decoder by itself: greedy continuations with their times, and the likelihood of a text. */
import { VlmError } from '../protocol/error.ts';
import type { DecoderTrialParams, DecoderTrialResult } from '../protocol/decoder-trial.ts';
import type { LanguageDecoder, Sampler } from '../runtime/decoder/decoder.ts';
import type { LlamaShape, StoredTensor } from '../runtime/decoder/llama/shape.ts';
import { loadWasmDecoder } from '../runtime/decoder/wasm-decoder.ts';

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
  const { threads, contextWindow, builds, prompts, tokens, text } = params;
  const begin = performance.now();
  const description = (await (await get(params.description, signal)).json()) as {
    shape: LlamaShape;
    tensors: StoredTensor[];
  };
  const response = await get(params.weights, signal);
  const bytes = Math.max(...description.tensors.map(({ offset, bytes }) => offset + bytes));
  const weights = response.body as ReadableStream<Uint8Array<ArrayBuffer>>;
  const decoder = await loadWasmDecoder(
    { ...description, weights, bytes },
    { threads, ...(contextWindow && { contextWindow }), ...(builds && { builds }) },
  );
  const loadMs = performance.now() - begin;
  const runs = [];
  for (const ids of prompts) runs.push(await run(decoder, ids, tokens, signal));
  const { kvBytes } = decoder;
  const meanNll = text && (await likelihood(decoder, text, signal));
  const { engine } = decoder;
  const memoryBytes = engine.heap.memory.buffer.byteLength;
  decoder.dispose();
  return {
    build: engine.build,
    threads: engine.threads,
    loadMs,
    fileBytes: bytes,
    memoryBytes,
    kvBytes,
    runs,
    ...(meanNll !== undefined && { meanNll }),
  };
}

async function run(
  decoder: LanguageDecoder,
  ids: number[],
  tokens: number,
  signal: AbortSignal,
): Promise<DecoderTrialResult['runs'][number]> {
  decoder.truncate(0);
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

async function get(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    throw new VlmError('network', `${url} could not be fetched. Check the address and the network.`, cause);
  });
  if (response.ok) return response;
  throw new VlmError('network', `${url} could not be fetched (HTTP ${response.status}). Check the address.`);
}
