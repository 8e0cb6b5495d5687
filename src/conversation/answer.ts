/** One answer: the prompt read, then a token at a time until it ends, with what that took. */
import type { Segment } from '../pipeline/language/prompt.ts';
import type { Voice } from '../pipeline/language/voice.ts';
import { pause } from '../pipeline/pause.ts';
import { Reply } from '../pipeline/text/reply.ts';
import { LogitsSampler } from '../pipeline/text/sampling/sampler.ts';
import type { ChatAnswer, FinishReason, PromptSettings, Sampling } from '../protocol/chat.ts';
import type { PrefixDecoder } from './prefix.ts';
import { samplingSettings } from './settings.ts';

/** Most tokens of an answer where nobody says otherwise. */
const MAX_TOKENS = 256;

/** An answer, without what only the caller knows. */
export type Spoken = Omit<ChatAnswer, 'device' | 'usage'>;

/** What a prompt reports to, and what may stop it. */
export interface PromptHooks {
  /** The text so far. */
  onText?: (text: string) => void;
  /** Ends the call: the prompt and its answer leave no trace in the history. */
  signal?: AbortSignal | undefined;
  /** Ends the answer where it is: it stays, as far as it came. */
  finish?: AbortSignal | undefined;
}

export interface Question {
  /** The whole prompt, not empty, with room after it. */
  prompt: readonly Segment[];
  /** Ids at the prompt's end that are the answer's own already. */
  begun: readonly number[];
  settings: PromptSettings;
  /** Of the conversation and of this turn; later ones win. */
  sampling: readonly (Sampling | undefined)[];
  /** When the call began. */
  startMs: number;
}

export async function speak(
  voice: Voice,
  prefix: PrefixDecoder,
  { prompt, begun, settings, sampling, startMs }: Question,
  { onText, signal, finish }: PromptHooks,
): Promise<Spoken> {
  const sampler = new LogitsSampler(samplingSettings(...sampling));
  const reply = new Reply({
    decode: (ids) => voice.tokenizer.decode(ids),
    endToken: voice.template.end,
    stop: [...voice.stop, ...(settings.stop ?? [])],
  });
  for (const id of begun) reply.push(id);

  const encodedMs = performance.now();
  const { reused, computed } = await prefix.prefill(prompt, signal);
  const readMs = performance.now();
  const room = prefix.contextWindow - (reused + computed);
  const most = Math.min(Math.max(1, settings.maxTokens ?? MAX_TOKENS), room);
  let finishReason: FinishReason = most === room ? 'context' : 'length';
  let firstTokenMs: number | undefined;
  let tokens = 0;
  for await (const id of prefix.decode(most, sampler, signal)) {
    firstTokenMs ??= performance.now();
    tokens++;
    reply.push(id);
    if (reply.ended) {
      finishReason = 'stop';
      break;
    }
    onText?.(reply.text);
    await pause(signal);
    if (finish?.aborted) {
      finishReason = 'interrupted';
      break;
    }
  }
  reply.flush();
  onText?.(reply.text);
  const endMs = performance.now();
  return {
    text: reply.text,
    ids: reply.ids,
    tokens,
    finishReason,
    timings: {
      msEncode: encodedMs - startMs,
      msPrefill: readMs - encodedMs,
      msFirstToken: (firstTokenMs ?? endMs) - startMs,
      msTotal: endMs - startMs,
      tokensPerSecond: tokens / Math.max(1e-3, (endMs - readMs) / 1000),
      tokensReused: reused,
      tokensPrefilled: computed,
    },
  };
}
