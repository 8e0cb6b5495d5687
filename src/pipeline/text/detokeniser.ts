/** Token ids to text as they come: characters split over tokens are held back until they are whole. */

/** Tokens before the new ones that are decoded with them, for what a decoder does at the start of a text. */
const CONTEXT = 4;

export class Detokeniser {
  readonly #decode: (ids: readonly number[]) => string;
  #ids: number[] = [];
  /** Of `#ids`, how many have been turned into text. */
  #done = 0;

  /** @param decode Ids to text; bytes that are no whole character become U+FFFD. */
  constructor(decode: (ids: readonly number[]) => string) {
    this.#decode = decode;
  }

  /** The text that `id` completes; '' while a character is not whole. */
  push(id: number): string {
    this.#ids.push(id);
    const text = this.#rest();
    if (text === '' || text.endsWith('\uFFFD')) return '';
    this.#settle();
    return text;
  }

  /** What was held back, as it stands. */
  flush(): string {
    const text = this.#rest();
    this.#settle();
    return text;
  }

  #rest(): string {
    const before = this.#decode(this.#ids.slice(0, this.#done));
    return this.#decode(this.#ids).slice(before.length);
  }

  #settle(): void {
    this.#ids = this.#ids.slice(-CONTEXT);
    this.#done = this.#ids.length;
  }
}
