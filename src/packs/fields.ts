/** Reading untrusted JSON field by field: each wrong or missing one is an error that names it. */
import { VlmError } from '../protocol/error.ts';

export class Fields {
  readonly #path: string;
  readonly #object: Record<string, unknown>;

  /** @param path Where `value` stands in the file, for messages; '' at the top. */
  constructor(value: unknown, path = '') {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw invalid(path || 'the file', 'an object', value);
    this.#object = value as Record<string, unknown>;
    this.#path = path;
  }

  keys(): string[] {
    return Object.keys(this.#object);
  }

  has(name: string): boolean {
    return this.#object[name] !== undefined;
  }

  object(name: string): Fields {
    return new Fields(this.#object[name], this.#at(name));
  }

  string(name: string): string {
    const value = this.#object[name];
    if (typeof value !== 'string' || value === '') throw invalid(this.#at(name), 'a non-empty text', value);
    return value;
  }

  /** A text that may be empty. */
  text(name: string): string {
    const value = this.#object[name];
    if (typeof value !== 'string') throw invalid(this.#at(name), 'a text', value);
    return value;
  }

  number(name: string): number {
    const value = this.#object[name];
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw invalid(this.#at(name), 'a number', value);
    return value;
  }

  /** A whole number not below `least`. */
  count(name: string, least = 0): number {
    const value = this.number(name);
    if (!Number.isInteger(value) || value < least)
      throw invalid(this.#at(name), `a whole number from ${least}`, value);
    return value;
  }

  oneOf<T extends string | number>(name: string, allowed: readonly T[]): T {
    const value = this.#object[name];
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw invalid(this.#at(name), `one of ${allowed.join(', ')}`, value);
    return found;
  }

  strings(name: string): string[] {
    return this.list(name, (value, path) => {
      if (typeof value !== 'string') throw invalid(path, 'a text', value);
      return value;
    });
  }

  numbers(name: string, length?: number): number[] {
    const values = this.list(name, (value, path) => {
      if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(path, 'a number', value);
      return value;
    });
    if (length !== undefined && values.length !== length)
      throw invalid(this.#at(name), `${length} numbers`, values);
    return values;
  }

  list<T>(name: string, read: (value: unknown, path: string) => T): T[] {
    const value = this.#object[name];
    if (!Array.isArray(value)) throw invalid(this.#at(name), 'a list', value);
    return value.map((item, i) => read(item, `${this.#at(name)}[${i}]`));
  }

  #at(name: string): string {
    return this.#path ? `${this.#path}.${name}` : name;
  }
}

/** A `pack-invalid` error about one field. */
export function invalid(path: string, wanted: string, found: unknown): VlmError {
  const shown = found === undefined ? 'nothing' : (JSON.stringify(found)?.slice(0, 60) ?? typeof found);
  return new VlmError(
    'pack-invalid',
    `pack.json: ${path} must be ${wanted}, found ${shown}. Export the pack again.`,
  );
}
