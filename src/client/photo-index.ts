/**
 * The index of photographs, page half. The worker holds the embeddings; this half remembers what it was
 * given, to build the index again after the worker had to be restarted.
 */
import type { ImageSource } from '../protocol/values.ts';
import type { Engine } from './engine.ts';
import type { PhotoIndex, StoredEmbeddings } from './vlm.ts';

interface Known {
  image?: ImageSource;
  embedding?: Float32Array;
}

export class RemoteIndex implements PhotoIndex {
  readonly #engine: Engine;
  readonly #known = new Map<string, Known>();
  #imageOf: ((id: string) => Promise<ImageSource>) | undefined;
  #start: number;

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#start = engine.starts;
  }

  async add(id: string, image: ImageSource, embedding?: Float32Array): Promise<void> {
    await this.revive();
    const given = embedding === undefined ? {} : { embedding };
    await this.#engine.call('indexAdd', { id, image, ...given });
    this.#known.set(id, { image, ...given });
  }

  async restore(stored: StoredEmbeddings, imageOf: (id: string) => Promise<ImageSource>): Promise<void> {
    await this.revive();
    const { ids, embeddings } = stored;
    await this.#engine.call('indexRestore', { ids: [...ids], embeddings });
    this.#imageOf = imageOf;
    const length = embeddings.length / Math.max(1, ids.length);
    ids.forEach((id, row) =>
      this.#known.set(id, { embedding: embeddings.subarray(row * length, (row + 1) * length) }),
    );
  }

  async remove(id: string): Promise<void> {
    this.#known.delete(id);
    await this.revive();
    await this.#engine.call('indexRemove', { id });
  }

  async clear(): Promise<void> {
    this.#known.clear();
    await this.#engine.call('indexClear', undefined);
  }

  async size(): Promise<number> {
    await this.revive();
    return this.#engine.call('indexSize', undefined);
  }

  /** Sends the worker the pictures behind embeddings that it has without them; one that is gone is left out. */
  async show(ids: readonly string[]): Promise<void> {
    const imageOf = this.#imageOf;
    if (imageOf === undefined) return;
    const found = await Promise.allSettled(ids.map(async (id) => [id, await imageOf(id)] as const));
    const images = Object.fromEntries(
      found.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    );
    await this.#engine.call('indexImages', { images });
  }

  /** Brings a freshly started worker's index up to date. */
  async revive(): Promise<void> {
    await this.#engine.load();
    if (this.#start === this.#engine.starts) return;
    this.#start = this.#engine.starts;
    const embedded: string[] = [];
    const rows: Float32Array[] = [];
    for (const [id, { image, embedding }] of this.#known) {
      if (image) await this.#engine.call('indexAdd', { id, image, ...(embedding ? { embedding } : {}) });
      else if (embedding) {
        embedded.push(id);
        rows.push(embedding);
      }
    }
    const length = rows[0]?.length ?? 0;
    const embeddings = new Float32Array(rows.length * length);
    rows.forEach((row, index) => embeddings.set(row, index * length));
    await this.#engine.call('indexRestore', { ids: embedded, embeddings });
  }
}
