/** The public face of a conversation, as types, in the shape of the web's Prompt API. */
import type { ChatAnswer, ChatSettings, ChatTurn, PromptSettings } from '../protocol/chat.ts';
import type { ImageSource } from '../protocol/values.ts';
import type { SignalOptions } from './signal-options.ts';

/** Settings of a new conversation. */
export interface ChatOptions extends ChatSettings, SignalOptions {}

/** Settings of one answer; the conversation's own where absent. */
export interface PromptOptions extends PromptSettings, SignalOptions {
  /** The text so far after each token. */
  onText?: (textSoFar: string) => void;
}

/** A question, with pictures or without. */
export type PromptInput = string | { text: string; images?: ImageSource[] };

/**
 * A conversation. Its calls run one after another, in the order made. Every method rejects with a VlmError:
 * `context-full` when a question doesn't fit any more, `aborted` when its signal fired, and then the
 * conversation is as it was. It lives on when the worker has to be restarted.
 *
 * Fires `contextwarning` when an answer or picture leaves less than a fifth of the context free.
 */
export interface Chat extends EventTarget {
  /** The turns so far, to show, to store, and to give to `restore` or to a new chat. */
  readonly history: readonly ChatTurn[];
  /** Tokens of the history, and the most there can be. */
  readonly contextUsage: number;
  readonly contextWindow: number;
  /** Encodes a picture and reads it now, so that the question about it is answered sooner. */
  append(image: ImageSource, options?: SignalOptions): Promise<void>;
  prompt(input: PromptInput, options?: PromptOptions): Promise<ChatAnswer>;
  /** The answer in pieces. Cancelling the stream aborts the prompt. */
  promptStreaming(input: PromptInput, options?: PromptOptions): ReadableStream<string>;
  /** Goes on with the last answer where it ended. */
  resume(options?: PromptOptions): Promise<ChatAnswer>;
  /** Ends the answer under way where it is; it is kept, and its promise resolves. */
  stop(): void;
  /** Takes back all but the first turns; what was read of them is not read again. */
  rewind(turns: number): Promise<void>;
  /** Replaces the history, as for another branch of it. */
  restore(turns: readonly ChatTurn[]): Promise<void>;
  /** How many tokens a question would take. */
  measureContextUsage(input: PromptInput, options?: SignalOptions): Promise<number>;
  /** The same conversation once more, to go another way. */
  clone(): Promise<Chat>;
  /** Frees what the conversation holds. Later calls reject with `chat-closed`. */
  destroy(): Promise<void>;
}
