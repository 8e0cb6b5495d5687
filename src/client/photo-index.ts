/**
 * The index of photographs, page half. The worker holds the embeddings; this half remembers which
 * pictures they came from, to build the index again after the worker had to be restarted.
 */
import type { ImageSource } from '../protocol/values.ts';
import type { Engine } from './engine.ts';
import type { PhotoIndex } from './vlm.ts';

export class RemoteIndex implements PhotoIndex {
  readonly #engine: Engine;
  readonly #images = new Map<string, ImageSource>();
  #start: number;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#start = engine.starts;
  }

  async add(id: string, image: ImageSource): Promise<void> {
    await this.restore();
    await this.#engine.call('indexAdd', { id, image });
    this.#images.set(id, image);
  }

  async remove(id: string): Promise<void> {
    this.#images.delete(id);
    await this.restore();
    await this.#engine.call('indexRemove', { id });
  }

  async clear(): Promise<void> {
    this.#images.clear();
    await this.#engine.call('indexClear', undefined);
  }

  async size(): Promise<number> {
    await this.restore();
    return this.#engine.call('indexSize', undefined);
  }

  /** Brings a freshly started worker's index up to date. */
  async restore(): Promise<void> {
    await this.#engine.load();
    if (this.#start === this.#engine.starts) return;
    this.#start = this.#engine.starts;
    for (const [id, image] of this.#images) await this.#engine.call('indexAdd', { id, image });
  }
}
