/** The conversations of one loaded pack, by number. */
import { Conversation } from '../conversation/conversation.ts';
import type { PromptHooks, Spoken } from '../conversation/answer.ts';
import type { Voice } from '../pipeline/language/voice.ts';
import type { ChatAnswer, ChatPlace, ChatSettings, ContextUsage } from '../protocol/chat.ts';
import { VlmError } from '../protocol/error.ts';
import type { Params } from '../protocol/methods.ts';

export class Chats {
  readonly #voice: () => Voice;
  readonly #device: ChatAnswer['device'];
  readonly #chats = new Map<number, Conversation>();
  /** For single questions: it keeps what it read of the last picture. */
  #scratch: Conversation | undefined;
  /** The one spoken with last, which is likely to be asked next. */
  #latest: Conversation | undefined;
  #nextId = 1;

  /** @param voice Throws `ability-missing` where the pack has none. */
  constructor(voice: () => Voice, device: ChatAnswer['device']) {
    this.#voice = voice;
    this.#device = device;
  }

  async open(settings: ChatSettings, signal: AbortSignal): Promise<{ chat: number; usage: ContextUsage }> {
    const conversation = await Conversation.create(this.#voice(), settings, signal);
    return { chat: this.#keep(conversation), usage: conversation.usage };
  }

  /** The conversation, taken back to where the page believes it to be. @throws VlmError `chat-closed` */
  at({ chat, turns, pending }: ChatPlace): Conversation {
    const conversation = this.#chats.get(chat);
    if (!conversation) throw new VlmError('chat-closed', 'This chat was closed; begin a new one.');
    conversation.rewind(turns, pending);
    this.#latest = conversation;
    return conversation;
  }

  async prompt(
    { at, text, images, settings }: Params<'chatPrompt'>,
    hooks: PromptHooks,
  ): Promise<ChatAnswer> {
    const chat = this.at(at);
    return this.#told(await chat.prompt(text, images, settings, hooks), chat);
  }

  async resume({ at, settings }: Params<'chatResume'>, hooks: PromptHooks): Promise<ChatAnswer> {
    const chat = this.at(at);
    return this.#told(await chat.resume(settings, hooks), chat);
  }

  /** One question about one picture. */
  async answer({ image, question, settings }: Params<'answer'>, hooks: PromptHooks): Promise<ChatAnswer> {
    this.#scratch ??= await Conversation.create(this.#voice(), {}, hooks.signal);
    this.#scratch.rewind(0, 0);
    return this.#told(await this.#scratch.prompt(question, [image], settings, hooks), this.#scratch);
  }

  /** Has the conversation spoken with last read what stands before its next question. Rejects with `aborted`. */
  async readAhead(signal: AbortSignal): Promise<void> {
    await this.#latest?.readAhead(signal);
  }

  clone(at: ChatPlace): { chat: number } {
    return { chat: this.#keep(this.at(at).clone()) };
  }

  /** Of the keys and values of all conversations. */
  get kvBytes(): number {
    const conversations = [...this.#chats.values(), ...(this.#scratch ? [this.#scratch] : [])];
    return conversations.reduce((sum, { kvBytes }) => sum + kvBytes, 0);
  }

  close(chat: number): void {
    const conversation = this.#chats.get(chat);
    if (conversation === this.#latest) this.#latest = undefined;
    conversation?.dispose();
    this.#chats.delete(chat);
  }

  dispose(): void {
    for (const chat of this.#chats.keys()) this.close(chat);
    this.#scratch?.dispose();
    this.#scratch = undefined;
  }

  #keep(conversation: Conversation): number {
    const chat = this.#nextId++;
    this.#chats.set(chat, conversation);
    this.#latest = conversation;
    return chat;
  }

  #told(spoken: Spoken, { usage }: Conversation): ChatAnswer {
    return { ...spoken, device: this.#device, usage };
  }
}
