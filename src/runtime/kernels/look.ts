/**
 * Waiting for a word of shared memory to change. Looking again and again is sooner done than sleep, from which a thread
 * wakes up late, most of all in a virtual machine; but where others want the processor, who looks keeps out the very
 * thread that is awaited. So how long a thread looks follows from whether looking was worth it before.
 */
const [FEWEST, MOST] = [500, 50_000]; // 10 µs to 1 ms.

export class Looker {
  #looks = MOST;

  /** How many times it looks before it gives up. */
  get looks(): number {
    return this.#looks;
  }

  /** Looks at a word until it is another than `seen`, or for too long: false then, and it is time to sleep. */
  changesSoon(words: Int32Array, at: number, seen: number): boolean {
    for (let look = 0; look < this.#looks; look++) {
      if (Atomics.load(words, at) === seen) continue;
      this.#looks = Math.min(MOST, this.#looks + (this.#looks >> 4));
      return true;
    }
    this.#looks = Math.max(FEWEST, this.#looks >> 1);
    return false;
  }
}
