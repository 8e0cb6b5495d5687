/** The turns of a conversation and their prompt: each turn's words are tokenised once, when it comes. */
import type { ChatMl } from '../pipeline/language/chat-template.ts';
import type { ImageTokens, Segment } from '../pipeline/language/prompt.ts';
import type { ChatTurn } from '../protocol/chat.ts';
import type { ImageSource } from '../protocol/values.ts';

/** A picture and how the decoder reads it. */
export interface Picture {
  source: ImageSource;
  tokens: ImageTokens;
}

interface Held {
  turn: ChatTurn;
  prompt: Segment[];
}

export class Turns {
  readonly #template: ChatMl;
  readonly #system: readonly Segment[];
  #held: Held[] = [];
  #pictures = 0;

  private constructor(template: ChatMl, system: readonly Segment[]) {
    this.#template = template;
    this.#system = system;
  }

  /** No turns yet. @param system What the model is told first; '' for nothing. */
  static begin(template: ChatMl, system: string): Turns {
    return new Turns(template, template.system(system));
  }

  /** The same beginning, without the turns. */
  empty(): Turns {
    return new Turns(this.#template, this.#system);
  }

  copy(): Turns {
    const copy = this.empty();
    copy.#held = [...this.#held];
    copy.#pictures = this.#pictures;
    return copy;
  }

  get list(): ChatTurn[] {
    return this.#held.map(({ turn }) => turn);
  }

  /** The prompt up to here. */
  get prompt(): Segment[] {
    return [...this.#system, ...this.#held.flatMap(({ prompt }) => prompt)];
  }

  /** What a user's turn adds to the prompt, up to the place where its words go on. */
  openUser(pictures: readonly Picture[]): Segment[] {
    return [
      this.#template.open('user'),
      ...pictures.flatMap(({ tokens }, i) => this.#template.image(tokens, this.#pictures + i + 1)),
    ];
  }

  /** A whole user's turn. */
  user(text: string, pictures: readonly Picture[]): Segment[] {
    return [...this.openUser(pictures), this.#template.text(text), this.#template.close()];
  }

  /** What stands before an answer. */
  openAnswer(): Segment {
    return this.#template.open('assistant');
  }

  addUser(text: string, pictures: readonly Picture[]): void {
    const images = pictures.map(({ source }) => source);
    this.#held.push({ turn: { role: 'user', text, images }, prompt: this.user(text, pictures) });
    this.#pictures += pictures.length;
  }

  addAnswer(text: string, ids: number[]): void {
    const prompt = [this.openAnswer(), { ids }, this.#template.close()];
    this.#held.push({ turn: { role: 'assistant', text, images: [], ids }, prompt });
  }

  /** Takes the last turn away and returns it. */
  pop(): ChatTurn | undefined {
    const last = this.#held.pop()?.turn;
    this.#pictures -= last?.images.length ?? 0;
    return last;
  }
}
