/** A bounded memory of what was last used, by key: the least recently used goes first. */
export class Recent<T> {
  readonly #limit: number;
  readonly #onEvict: (value: T) => void;
  readonly #values = new Map<string, T>();

  /** @param onEvict Frees what a value holds when it leaves. */
  constructor(limit: number, onEvict: (value: T) => void = () => {}) {
    this.#limit = limit;
    this.#onEvict = onEvict;
  }

  get(key: string): T | undefined {
    const value = this.#values.get(key);
    if (value !== undefined) {
      this.#values.delete(key);
      this.#values.set(key, value);
    }
    return value;
  }

  set(key: string, value: T): void {
    this.#values.set(key, value);
    for (const [oldest, old] of this.#values) {
      if (this.#values.size <= this.#limit) break;
      this.#values.delete(oldest);
      this.#onEvict(old);
    }
  }

  delete(key: string): void {
    const value = this.#values.get(key);
    if (value !== undefined) this.#onEvict(value);
    this.#values.delete(key);
  }

  clear(): void {
    for (const value of this.#values.values()) this.#onEvict(value);
    this.#values.clear();
  }
}
