/**
 * A conversation, page half. The worker computes; this half remembers the turns, so that it can begin again
 * in a new worker, and tells the worker with each call where the conversation is.
 */
import type { ChatAnswer, ChatPlace, ChatSettings, ChatTurn, ContextUsage } from '../protocol/chat.ts';
import { VlmError } from '../protocol/error.ts';
import type { ImageSource } from '../protocol/values.ts';
import type { Chat, PromptInput, PromptOptions } from './chat.ts';
import type { Engine } from './engine.ts';
import { picture } from './picture.ts';
import { TextStream } from './text-stream.ts';
import type { SignalOptions } from './signal-options.ts';

/** Share of the context from which the page is warned. */
const WARN_FROM = 0.8;

export class RemoteChat extends EventTarget implements Chat {
  readonly #engine: Engine;
  readonly #settings: ChatSettings;
  #turns: ChatTurn[];
  #pending: ImageSource[] = [];
  #chat: number | undefined;
  /** The worker that `#chat` is of. */
  #start = 0;
  #usage: ContextUsage = { contextUsage: 0, contextWindow: 0 };
  #last: Promise<unknown> = Promise.resolve();
  #finish: AbortController | undefined;
  #destroyed = false;

  private constructor(engine: Engine, settings: ChatSettings, turns: readonly ChatTurn[]) {
    super();
    this.#engine = engine;
    this.#settings = settings;
    this.#turns = [...turns];
  }

  /** Begins a conversation in the worker. Rejects with `ability-missing` where the pack can't chat. */
  static async open(engine: Engine, { turns = [], ...settings }: ChatSettings, signal?: AbortSignal) {
    const chat = new RemoteChat(engine, settings, turns);
    await chat.#serial(() => chat.#at(signal));
    return chat;
  }

  get history(): readonly ChatTurn[] {
    return this.#turns;
  }

  get contextUsage(): number {
    return this.#usage.contextUsage;
  }

  get contextWindow(): number {
    return this.#usage.contextWindow;
  }

  append(image: ImageSource, { signal }: SignalOptions = {}): Promise<void> {
    return this.#serial(async () => {
      const at = await this.#at(signal);
      this.#used(await this.#engine.call('chatAppend', { at, image: picture(image) }, { signal }));
      this.#pending.push(image);
    });
  }

  prompt(input: PromptInput, options: PromptOptions = {}): Promise<ChatAnswer> {
    const finish = this.#stoppable();
    return this.#serial(async () => {
      const { onText, signal, ...settings } = options;
      const { text, images } = question(input);
      const at = await this.#at(signal);
      const calling = { signal, finish, onEvent: (event: { text: string }) => onText?.(event.text) };
      const answer = await this.#engine.call('chatPrompt', { at, text, images, settings }, calling);
      this.#turns.push({ role: 'user', text, images: [...this.#pending, ...images] }, turnOf(answer));
      this.#pending = [];
      this.#used(answer.usage);
      return answer;
    });
  }

  promptStreaming(input: PromptInput, options: PromptOptions = {}): ReadableStream<string> {
    return new TextStream((prompt) => this.prompt(input, { ...options, ...prompt }), options);
  }

  resume({ onText, signal, ...settings }: PromptOptions = {}): Promise<ChatAnswer> {
    const finish = this.#stoppable();
    return this.#serial(async () => {
      const at = await this.#at(signal);
      const calling = { signal, finish, onEvent: (event: { text: string }) => onText?.(event.text) };
      const answer = await this.#engine.call('chatResume', { at, settings }, calling);
      this.#turns.splice(-1, 1, turnOf(answer));
      this.#used(answer.usage);
      return answer;
    });
  }

  stop(): void {
    this.#finish?.abort();
  }

  rewind(turns: number): Promise<void> {
    return this.#serial(async () => {
      if (turns < this.#turns.length) this.#pending = [];
      this.#turns.length = Math.min(this.#turns.length, Math.max(0, Math.floor(turns)));
      this.#used(await this.#engine.call('chatRewind', { at: await this.#at() }));
    });
  }

  restore(turns: readonly ChatTurn[]): Promise<void> {
    return this.#serial(async () => {
      const usage = await this.#engine.call('chatRestore', { at: await this.#at(), turns: [...turns] });
      this.#turns = [...turns];
      this.#pending = [];
      this.#used(usage);
    });
  }

  measureContextUsage(input: PromptInput, { signal }: SignalOptions = {}): Promise<number> {
    return this.#serial(async () =>
      this.#engine.call('chatMeasure', { at: await this.#at(signal), ...question(input) }, { signal }),
    );
  }

  clone(): Promise<Chat> {
    return this.#serial(async () => {
      const { chat } = await this.#engine.call('chatClone', { at: await this.#at() });
      const clone = new RemoteChat(this.#engine, this.#settings, this.#turns);
      clone.#chat = chat;
      clone.#start = this.#start;
      clone.#pending = [...this.#pending];
      clone.#usage = this.#usage;
      return clone;
    });
  }

  async destroy(): Promise<void> {
    this.#destroyed = true;
    this.stop();
    const chat = this.#chat;
    if (chat === undefined || this.#start !== this.#engine.starts) return;
    await this.#engine.call('chatClose', { chat }).catch(() => undefined); // A worker that is over holds nothing.
  }

  /** Where the conversation is, in the worker that runs now: a new one is told everything first. */
  async #at(signal?: AbortSignal): Promise<ChatPlace> {
    if (this.#destroyed) throw new VlmError('chat-closed', 'This chat was destroyed; begin a new one.');
    await this.#engine.load();
    if (this.#chat === undefined || this.#start !== this.#engine.starts) {
      const start = this.#engine.starts;
      const settings = { ...this.#settings, turns: this.#turns };
      const { chat, usage } = await this.#engine.call('chatOpen', settings, { signal });
      this.#usage = usage;
      for (const [pending, image] of this.#pending.entries()) {
        const at = { chat, turns: this.#turns.length, pending };
        this.#usage = await this.#engine.call('chatAppend', { at, image }, { signal });
      }
      this.#chat = chat;
      this.#start = start;
    }
    return { chat: this.#chat, turns: this.#turns.length, pending: this.#pending.length };
  }

  /** What `stop` ends from now on: the answer asked for, begun or not. */
  #stoppable(): AbortSignal {
    this.#finish = new AbortController();
    return this.#finish.signal;
  }

  #used(usage: ContextUsage): void {
    const full = ({ contextUsage, contextWindow }: ContextUsage) => contextUsage >= WARN_FROM * contextWindow;
    const warn = full(usage) && !full(this.#usage);
    this.#usage = usage;
    if (warn) this.dispatchEvent(new CustomEvent('contextwarning', { detail: usage }));
  }

  #serial<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

function question(input: PromptInput): { text: string; images: ImageSource[] } {
  const { text, images = [] } = typeof input === 'string' ? { text: input } : input;
  return { text, images: images.map(picture) };
}

function turnOf({ text, ids }: ChatAnswer): ChatTurn {
  return { role: 'assistant', text, images: [], ids };
}
