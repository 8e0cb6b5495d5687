/** Addresses of the thumbnails on the screen: read when first asked for, the least recently shown given back. */
import type { PhotographLibrary } from '../../library/photograph-library.ts';
import { Observable } from './observable.ts';

const kept = 400;

export class Thumbnails extends Observable {
  readonly #library: () => Promise<PhotographLibrary>;
  /** Empty while it is read, and for pictures that have none. */
  readonly #urls = new Map<string, string>();

  constructor(library: () => Promise<PhotographLibrary>) {
    super();
    this.#library = library;
  }

  /** The address, or undefined until it has been read; observers are told then. */
  url(id: string): string | undefined {
    const known = this.#urls.get(id);
    if (known === undefined) {
      this.#urls.set(id, '');
      void this.#read(id);
    } else {
      this.#urls.delete(id);
      this.#urls.set(id, known);
    }
    return known || undefined;
  }

  async #read(id: string): Promise<void> {
    const thumbnail = await (await this.#library()).thumbnail(id);
    if (thumbnail === undefined) return;
    this.#urls.set(id, URL.createObjectURL(thumbnail));
    for (const [oldest, url] of this.#urls) {
      if (this.#urls.size <= kept) break;
      this.#urls.delete(oldest);
      if (url) URL.revokeObjectURL(url);
    }
    this.changed();
  }
}
