/** ChatML: how turns become the decoder's prompt. Words are tokenised here once, and never again. */
import type { ChatTokenizer } from './chat-tokenizer.ts';
import type { ImageTokens, Segment } from './prompt.ts';

export type Role = 'system' | 'user' | 'assistant';

export class ChatMl {
  /** Ends every turn; generated, it ends the answer. */
  readonly end: number;
  readonly #start: number;
  readonly #tokenizer: ChatTokenizer;
  readonly #newline: readonly number[];

  constructor(tokenizer: ChatTokenizer) {
    this.#tokenizer = tokenizer;
    this.#start = tokenizer.special('<|im_start|>');
    this.end = tokenizer.special('<|im_end|>');
    this.#newline = tokenizer.encode('\n');
  }

  /** The turn that tells the model what it is; none for ''. */
  system(text: string): Segment[] {
    return text.trim() === '' ? [] : [this.open('system'), this.text(text), this.close()];
  }

  /** What stands before a turn's content. */
  open(role: Role): Segment {
    return { ids: [this.#start, ...this.#tokenizer.encode(`${role}\n`)] };
  }

  /** What stands after it. */
  close(): Segment {
    return { ids: [this.end, ...this.#newline] };
  }

  /** A text without the blanks around it. */
  text(text: string): Segment {
    return { ids: this.#tokenizer.encode(text.trim()) };
  }

  /** The picture number `number` of the conversation, from 1; all but the first say which one they are. */
  image(image: ImageTokens, number: number): Segment[] {
    const label = number === 1 ? [] : [{ ids: this.#tokenizer.encode(`Image ${number}: `) }];
    return [...label, { image }, { ids: this.#newline }];
  }
}
