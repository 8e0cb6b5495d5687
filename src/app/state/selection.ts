/** The photographs chosen for something to be done with all of them. */
import type { PhotographRow } from '../../library/photograph-row.ts';
import { Observable } from './observable.ts';
import type { Photographs } from './photographs.ts';

export class Selection extends Observable {
  readonly #ids = new Set<string>();
  readonly #photographs: Photographs;
  #anchor: string | undefined;

  constructor(photographs: Photographs) {
    super();
    this.#photographs = photographs;
    photographs.subscribe(() => {
      for (const id of this.#ids) if (photographs.find(id) === undefined) this.#ids.delete(id);
    });
  }

  get size(): number {
    return this.#ids.size;
  }

  /** In the order shown. */
  get rows(): PhotographRow[] {
    return this.#photographs.items.filter(({ id }) => this.#ids.has(id));
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** @param through Ids as shown: all from the last one toggled to this one follow it, as a Shift click asks. */
  toggle(id: string, through?: readonly string[]): void {
    const chosen = !this.#ids.has(id);
    const from = through && this.#anchor !== undefined ? through.indexOf(this.#anchor) : -1;
    const to = through?.indexOf(id) ?? -1;
    const ids =
      from >= 0 && to >= 0 ? (through ?? []).slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    for (const one of ids) {
      if (chosen) this.#ids.add(one);
      else this.#ids.delete(one);
    }
    this.#anchor = id;
    this.changed();
  }

  choose(ids: Iterable<string>): void {
    for (const id of ids) this.#ids.add(id);
    this.changed();
  }

  clear(): void {
    this.#ids.clear();
    this.#anchor = undefined;
    this.changed();
  }
}
