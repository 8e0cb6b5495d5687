/**
 * Waiting for a word of shared memory to change. Looking again and again is sooner done than sleep, from which a thread
 * wakes up late, most of all in a virtual machine; but where others want the processor, who looks keeps out the very
 * thread that is awaited. So how long a thread looks follows from what it came to: less where it slept for long after
 * all, more where it was woken so soon that it might as well have looked on. (What is short for one thread makes the
 * next wait longer: if that made them look for less, two would soon send each other to sleep at every meeting.)
 */
const [FEWEST, MOST] = [500, 50_000]; // 10 µs to 1 ms.
/** A sleep that was worth it, ms: less is but the time that waking up takes. */
const LONG = 0.1;

export class Looker {
  #looks = MOST;

  /** How many times it looks before it goes to sleep. */
  get looks(): number {
    return this.#looks;
  }

  /** Returns when a word is another than `seen`. @param sleepers The word that counts those who must be woken for it. */
  wait(words: Int32Array, at: number, seen: number, sleepers?: number): void {
    for (let look = 0; look < this.#looks; look++) {
      if (Atomics.load(words, at) === seen) continue;
      this.#looks = Math.min(MOST, this.#looks + (this.#looks >> 4));
      return;
    }
    const since = performance.now();
    if (sleepers !== undefined) Atomics.add(words, sleepers, 1);
    while (Atomics.load(words, at) === seen) Atomics.wait(words, at, seen);
    if (sleepers !== undefined) Atomics.sub(words, sleepers, 1);
    const long = performance.now() - since >= LONG;
    this.#looks = long ? Math.max(FEWEST, this.#looks >> 1) : Math.min(MOST, this.#looks * 2);
  }
}
