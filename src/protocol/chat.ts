/** The values of a conversation that cross the boundary. */
import type { ImageSource } from './values.ts';

/** How the next token is chosen; the defaults are greedy. */
export interface Sampling {
  /** 0, the default, always takes the likeliest token. */
  temperature?: number;
  /** Only the k likeliest tokens; 0, the default, is off. */
  topK?: number;
  /** Only the likeliest tokens that together reach this probability; 1, the default, is off. */
  topP?: number;
  /** Only tokens at least this share of the likeliest's probability; 0, the default, is off. */
  minP?: number;
  /** Divides the logits of tokens that were there already; 1, the default, is off. */
  repetitionPenalty?: number;
  /** The same seed gives the same answer. */
  seed?: number;
}

/** One turn of a conversation, in a form that can be stored and given back. */
export interface ChatTurn {
  role: 'user' | 'assistant';
  text: string;
  images: ImageSource[];
  /** What the model said, as it said it: an answer is never tokenised again. Absent in a user's turn. */
  ids?: number[];
}

/** How much of the decoder's context is taken, in tokens. */
export interface ContextUsage {
  contextUsage: number;
  contextWindow: number;
}

/**
 * Why an answer ended: by the model (`stop`), at the most tokens asked for (`length`), because the context
 * is full (`context`), or because the caller had enough (`interrupted`).
 */
export type FinishReason = 'stop' | 'length' | 'context' | 'interrupted';

/** What a turn took. */
export interface TurnTimings {
  /** Encoding the pictures that came with it; 0 for those encoded before. */
  msEncode: number;
  /** Reading what of the prompt was not read before. */
  msPrefill: number;
  /** From the call's start to the first token. */
  msFirstToken: number;
  msTotal: number;
  tokensPerSecond: number;
  /** Of the prompt, the tokens that were read in earlier turns, and those read now. */
  tokensReused: number;
  tokensPrefilled: number;
}

export interface ChatAnswer {
  text: string;
  /** Without the end token. */
  ids: number[];
  tokens: number;
  finishReason: FinishReason;
  device: 'webgpu' | 'wasm';
  timings: TurnTimings;
  usage: ContextUsage;
}

/** How one answer is made; the conversation's and the pack's own where absent. */
export interface PromptSettings {
  sampling?: Sampling;
  maxTokens?: number;
  /** Texts that end the answer. */
  stop?: string[];
}

/** How a conversation begins. */
export interface ChatSettings {
  /** What the model is told first; the pack's own by default, '' for nothing. */
  system?: string;
  sampling?: Sampling;
  /** Turns to begin with, as `history` gave them. */
  turns?: ChatTurn[];
}

/** A conversation in the worker, and where the page believes it to be: what came later is taken back. */
export interface ChatPlace {
  chat: number;
  /** Turns that count. */
  turns: number;
  /** Pictures appended since, that count. */
  pending: number;
}
