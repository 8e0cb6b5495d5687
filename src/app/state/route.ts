/** What the address says: the view and its parameters, in the query, so that the page works under any path. */
import { Observable } from './observable.ts';

/** Parameters of an address. Absent and empty are the same. */
export type RouteParameters = Readonly<Record<string, string | undefined>>;

export class Route extends Observable {
  #parameters = new URLSearchParams(location.search);

  constructor() {
    super();
    addEventListener('popstate', () => {
      this.#parameters = new URLSearchParams(location.search);
      this.changed();
    });
  }

  /** One parameter; empty where the address has none. */
  get(name: string): string {
    return this.#parameters.get(name) ?? '';
  }

  /** The address of a view, relative to the page. */
  href(parameters: RouteParameters): string {
    const given = Object.entries(parameters).filter((entry): entry is [string, string] => Boolean(entry[1]));
    return given.length > 0 ? `?${new URLSearchParams(given)}` : location.pathname;
  }

  /** Goes to an address with exactly these parameters; one step of the browser's history. */
  go(parameters: RouteParameters): void {
    history.pushState(null, '', this.href(parameters));
    this.#read();
  }

  /** Changes some parameters of the address in place: Back does not return to what it was. */
  amend(parameters: RouteParameters): void {
    history.replaceState(null, '', this.href({ ...Object.fromEntries(this.#parameters), ...parameters }));
    this.#read();
  }

  #read(): void {
    this.#parameters = new URLSearchParams(location.search);
    this.changed();
  }
}
