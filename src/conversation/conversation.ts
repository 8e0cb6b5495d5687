/**
 * A conversation over any decoder: turns of words and pictures, an answer streamed, and nothing computed
 * twice. What the decoder read is reused for as long a prefix as the next prompt shares with it, so that
 * editing, regenerating and going back cost only what is new. Calls come one at a time.
 */
import { lengthOf, type Segment } from '../pipeline/language/prompt.ts';
import type { Voice } from '../pipeline/language/voice.ts';
import type { ChatSettings, ChatTurn, ContextUsage, PromptSettings, Sampling } from '../protocol/chat.ts';
import { VlmError } from '../protocol/error.ts';
import type { ImageSource } from '../protocol/values.ts';
import { speak, type PromptHooks, type Spoken } from './answer.ts';
import { PrefixDecoder } from './prefix.ts';
import { Turns, type Picture } from './turns.ts';

export class Conversation {
  readonly #voice: Voice;
  readonly #sampling: Sampling | undefined;
  readonly #prefix: PrefixDecoder;
  #turns: Turns;
  /** Pictures appended before the question that they belong to. */
  #pending: Picture[] = [];

  private constructor(voice: Voice, sampling: Sampling | undefined, prefix: PrefixDecoder, turns: Turns) {
    this.#voice = voice;
    this.#sampling = sampling;
    this.#prefix = prefix;
    this.#turns = turns;
  }

  /** Begins with the turns given; nothing is computed but their pictures' features. */
  static async create(voice: Voice, settings: ChatSettings, signal?: AbortSignal): Promise<Conversation> {
    const turns = Turns.begin(voice.template, settings.system ?? voice.system);
    const prefix = new PrefixDecoder(voice.decoder.fork());
    const conversation = new Conversation(voice, settings.sampling, prefix, turns);
    await conversation.restore(settings.turns ?? [], signal);
    return conversation;
  }

  get turns(): ChatTurn[] {
    return this.#turns.list;
  }

  get usage(): ContextUsage {
    const pending = this.#pending.length > 0 ? this.#turns.openUser(this.#pending) : [];
    const contextUsage = lengthOf([...this.#turns.prompt, ...pending]);
    return { contextUsage, contextWindow: this.#prefix.contextWindow };
  }

  /** Bytes of the keys and values of what was read. */
  get kvBytes(): number {
    return this.#prefix.kvBytes;
  }

  /** How many tokens a question would take, its pictures and the frame of its answer included. */
  async measure(text: string, images: readonly ImageSource[], signal?: AbortSignal): Promise<number> {
    const pictures = [...this.#pending, ...(await this.#see(images, signal))];
    return lengthOf([...this.#turns.user(text, pictures), this.#turns.openAnswer()]);
  }

  /** Encodes and reads a picture now, before its question is there. */
  async append(image: ImageSource, signal?: AbortSignal): Promise<void> {
    const pending = [...this.#pending, ...(await this.#see([image], signal))];
    const prompt = [...this.#turns.prompt, ...this.#turns.openUser(pending)];
    this.#demandRoom(prompt);
    await this.#prefix.prefill(prompt, signal);
    this.#pending = pending;
  }

  /** Asks, and answers. Rejects with `text-empty`, `context-full` or `aborted`; then nothing has changed. */
  async prompt(
    text: string,
    images: readonly ImageSource[],
    settings: PromptSettings = {},
    hooks: PromptHooks = {},
  ): Promise<Spoken> {
    if (text.trim() === '') throw new VlmError('text-empty', 'The question is empty. Type some words.');
    const startMs = performance.now();
    const pictures = [...this.#pending, ...(await this.#see(images, hooks.signal))];
    const user = this.#turns.user(text, pictures);
    const spoken = await this.#answer([...this.#turns.prompt, ...user], [], settings, hooks, startMs);
    this.#turns.addUser(text, pictures);
    this.#turns.addAnswer(spoken.text, spoken.ids);
    this.#pending = [];
    return spoken;
  }

  /**
   * Reads what stands before any next question, for when nobody waits: the end of the last answer and the beginning of
   * a user's turn, and turns that were restored. Rejects with `aborted`.
   */
  async readAhead(signal: AbortSignal): Promise<void> {
    if (this.#turns.list.length === 0) return;
    await this.#prefix.readOn([...this.#turns.prompt, ...this.#turns.openUser(this.#pending)], signal);
  }

  /** Goes on with the last answer where it ended. */
  async resume(settings: PromptSettings = {}, hooks: PromptHooks = {}): Promise<Spoken> {
    const startMs = performance.now();
    const before = this.#turns.copy();
    const last = before.pop();
    if (last?.role !== 'assistant')
      throw new VlmError('text-empty', 'There is no answer to go on with. Ask something first.');
    const spoken = await this.#answer(before.prompt, last.ids ?? [], settings, hooks, startMs);
    before.addAnswer(spoken.text, spoken.ids);
    this.#turns = before;
    return spoken;
  }

  /** Takes back all but the first `turns` turns, and all but the first `pending` of the pictures appended since. */
  rewind(turns: number, pending: number): void {
    if (turns < this.#turns.list.length) this.#pending = [];
    while (this.#turns.list.length > turns) this.#turns.pop();
    this.#pending.length = Math.min(this.#pending.length, pending);
  }

  /** Replaces the history. The prefix that it shares with the old one is not computed again. */
  async restore(turns: readonly ChatTurn[], signal?: AbortSignal): Promise<void> {
    const restored = this.#turns.empty();
    for (const { role, text, images, ids } of turns) {
      if (role === 'user') restored.addUser(text, await this.#see(images, signal));
      else restored.addAnswer(text, ids ?? this.#voice.tokenizer.encode(text));
    }
    this.#turns = restored;
    this.#pending = [];
  }

  /** The same conversation once more, with a copy of what was read. */
  clone(): Conversation {
    const copy = new Conversation(this.#voice, this.#sampling, this.#prefix.fork(), this.#turns.copy());
    copy.#pending = [...this.#pending];
    return copy;
  }

  dispose(): void {
    this.#prefix.dispose();
  }

  #answer(
    prompt: readonly Segment[],
    begun: readonly number[],
    settings: PromptSettings,
    hooks: PromptHooks,
    startMs: number,
  ): Promise<Spoken> {
    const whole = [...prompt, this.#turns.openAnswer(), { ids: begun }];
    this.#demandRoom(whole);
    const sampling = [this.#sampling, settings.sampling];
    return speak(this.#voice, this.#prefix, { prompt: whole, begun, settings, sampling, startMs }, hooks);
  }

  async #see(images: readonly ImageSource[], signal?: AbortSignal): Promise<Picture[]> {
    const pictures = [];
    for (const source of images)
      pictures.push({ source, tokens: await this.#voice.imageTokens(source, signal) });
    return pictures;
  }

  #demandRoom(prompt: readonly Segment[]): void {
    const { contextWindow } = this.#prefix;
    const length = lengthOf(prompt);
    if (length < contextWindow) return;
    throw new VlmError(
      'context-full',
      `The conversation would take ${length} of ${contextWindow} tokens, which leaves no room for an answer. Begin a new chat, or go back to an earlier turn.`,
    );
  }
}
