/** Ends a text at the first of given strings, also when it comes in pieces; the string itself is left out. */

export class StopStrings {
  readonly #stops: readonly string[];
  #held = '';
  #stopped = false;

  /** @param stops Empty ones are passed over. */
  constructor(stops: readonly string[]) {
    this.#stops = stops.filter((stop) => stop !== '');
  }

  /** True once a stop string was complete: what comes later is no part of the text. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Takes a piece; returns what is certainly text. A possible start of a stop string is held back. */
  push(piece: string): string {
    if (this.#stopped) return '';
    const text = this.#held + piece;
    const ends = this.#stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
    if (ends.length > 0) {
      this.#stopped = true;
      this.#held = '';
      return text.slice(0, Math.min(...ends));
    }
    const safe = text.length - this.#startHeld(text);
    this.#held = text.slice(safe);
    return text.slice(0, safe);
  }

  /** What was held back and turned out to be text. */
  flush(): string {
    const held = this.#held;
    this.#held = '';
    return held;
  }

  /** Length of the longest end of `text` that a stop string starts with. */
  #startHeld(text: string): number {
    const longest = Math.max(0, ...this.#stops.map((stop) => stop.length - 1));
    for (let length = Math.min(longest, text.length); length > 0; length--) {
      if (this.#stops.some((stop) => stop.startsWith(text.slice(-length)))) return length;
    }
    return 0;
  }
}
