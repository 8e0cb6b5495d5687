/** One thing at a time, in the order asked: sessions must not run at once, nor their memory add up. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** True when nothing runs and nothing waits. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /** Runs `task` after all before it, whether they succeeded or not. */
  add<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting++;
    const result = this.#last.then(task);
    this.#last = result.catch(() => undefined).then(() => this.#waiting--);
    return result;
  }
}
