/** One answer as its tokens come: its text so far, and whether the end token or a stop string ended it. */
import { Detokeniser } from './detokeniser.ts';
import { StopStrings } from './stop-strings.ts';

/** What an answer is read with. */
export interface ReplyRules {
  /** Ids to text, special tokens left out. */
  decode: (ids: readonly number[]) => string;
  endToken: number;
  /** Texts that end the answer and are no part of it. */
  stop: readonly string[];
}

export class Reply {
  readonly #endToken: number;
  readonly #detokeniser: Detokeniser;
  readonly #stop: StopStrings;
  readonly #ids: number[] = [];
  /** Length of the text, the held back included, after each id. */
  readonly #lengths: number[] = [];
  #length = 0;
  #text = '';
  #ended = false;

  constructor({ decode, endToken, stop }: ReplyRules) {
    this.#endToken = endToken;
    this.#detokeniser = new Detokeniser(decode);
    this.#stop = new StopStrings(stop);
  }

  /** What may be shown: nothing that could still become a stop string. */
  get text(): string {
    return this.#text;
  }

  /** The answer's ids, without the end token and without those of a stop string. */
  get ids(): number[] {
    if (!this.#stop.stopped) return [...this.#ids];
    return this.#ids.filter((_, i) => (this.#lengths[i] ?? 0) <= this.#text.length);
  }

  /** True once the model ended the answer itself. */
  get ended(): boolean {
    return this.#ended;
  }

  push(id: number): void {
    if (this.#ended) return;
    if (id === this.#endToken) {
      this.#ended = true;
      this.flush();
      return;
    }
    this.#ids.push(id);
    this.#take(this.#detokeniser.push(id));
    this.#lengths.push(this.#length);
  }

  /** Lets go of what was held back: no further token will come. */
  flush(): void {
    this.#take(this.#detokeniser.flush());
    this.#text += this.#stop.flush();
  }

  #take(piece: string): void {
    this.#length += piece.length;
    this.#text += this.#stop.push(piece);
    if (this.#stop.stopped) this.#ended = true;
  }
}
