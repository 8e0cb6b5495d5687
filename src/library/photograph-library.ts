/**
 * The person's photographs, kept in this browser: rows, pictures, thumbnails, and their embeddings by pack.
 * A picture is accepted when its arrival is stored; taking it in is one transaction, so a reload at any moment
 * loses none and takes none in twice.
 */
import { openDatabase, type LibraryDatabase } from './database.ts';
import type { Arrival, PhotographRow } from './photograph-row.ts';
import { openPictureFiles, type PictureFiles } from './picture-files.ts';

/** Files stored in one transaction: enough to be quick, few enough to see progress. */
const ACCEPTED_AT_ONCE = 32;

export class PhotographLibrary {
  readonly #database: LibraryDatabase;
  readonly #pictures: PictureFiles;

  private constructor(database: LibraryDatabase, pictures: PictureFiles) {
    this.#database = database;
    this.#pictures = pictures;
  }

  /** Opens the library, or another under its own name. */
  static async open(name?: string): Promise<PhotographLibrary> {
    const database = await openDatabase(name);
    return new PhotographLibrary(database, await openPictureFiles(database));
  }

  /** All rows, in no order; those being deleted among them. */
  rows(): Promise<PhotographRow[]> {
    return this.#database.getAll('photographs');
  }

  /** Stores pictures to be taken in; `onStored` is told how many are safe so far. */
  async accept(arrivals: readonly Arrival[], onStored: (count: number) => void): Promise<void> {
    for (let from = 0; from < arrivals.length; from += ACCEPTED_AT_ONCE) {
      const some = arrivals.slice(from, from + ACCEPTED_AT_ONCE);
      const transaction = this.#database.transaction('arrivals', 'readwrite');
      await Promise.all([...some.map((arrival) => transaction.store.add(arrival)), transaction.done]);
      onStored(from + some.length);
    }
  }

  /** How many wait to be taken in. */
  arrivalCount(): Promise<number> {
    return this.#database.count('arrivals');
  }

  /** The arrival that waits longest, with its key. */
  async nextArrival(): Promise<{ key: number; arrival: Arrival } | undefined> {
    const cursor = await this.#database.transaction('arrivals').store.openCursor();
    return cursor ? { key: cursor.key, arrival: cursor.value } : undefined;
  }

  /** Takes an arrival in: the picture first, then row, thumbnail and the arrival's end in one transaction. */
  async takeIn(key: number, row: PhotographRow, picture: Blob, thumbnail: Blob | undefined): Promise<void> {
    await this.#pictures.put(row.id, picture);
    const transaction = this.#database.transaction(['arrivals', 'photographs', 'thumbnails'], 'readwrite');
    await Promise.all([
      transaction.objectStore('photographs').put(row),
      thumbnail && transaction.objectStore('thumbnails').put(thumbnail, row.id),
      transaction.objectStore('arrivals').delete(key),
      transaction.done,
    ]);
  }

  /** Lets an arrival go that is in the library already. */
  async dropArrival(key: number): Promise<void> {
    await this.#database.delete('arrivals', key);
  }

  row(id: string): Promise<PhotographRow | undefined> {
    return this.#database.get('photographs', id);
  }

  async save(rows: readonly PhotographRow[]): Promise<void> {
    const transaction = this.#database.transaction('photographs', 'readwrite');
    await Promise.all([...rows.map((row) => transaction.store.put(row)), transaction.done]);
  }

  picture(id: string): Promise<Blob> {
    return this.#pictures.get(id);
  }

  thumbnail(id: string): Promise<Blob | undefined> {
    return this.#database.get('thumbnails', id);
  }

  async saveEmbedding(pack: string, id: string, embedding: Float32Array): Promise<void> {
    await this.#database.put('embeddings', embedding, [pack, id]);
  }

  /** The embeddings made by a pack, one after the other. */
  async embeddings(pack: string): Promise<{ ids: string[]; embeddings: Float32Array }> {
    const range = IDBKeyRange.bound([pack, ''], [pack, '\uffff']);
    const [keys, values] = await Promise.all([
      this.#database.getAllKeys('embeddings', range),
      this.#database.getAll('embeddings', range),
    ]);
    const length = values[0]?.length ?? 0;
    const embeddings = new Float32Array(values.length * length);
    values.forEach((value, row) => embeddings.set(value, row * length));
    return { ids: keys.map(([, id]) => id), embeddings };
  }

  /** Deletes for good: what the tables hold in one transaction, then the pictures. */
  async purge(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const gone = new Set(ids);
    const keys = (await this.#database.getAllKeys('embeddings')).filter(([, id]) => gone.has(id));
    const stores = ['photographs', 'thumbnails', 'embeddings'] as const;
    const transaction = this.#database.transaction(stores, 'readwrite');
    await Promise.all([
      ...ids.map((id) => transaction.objectStore('photographs').delete(id)),
      ...ids.map((id) => transaction.objectStore('thumbnails').delete(id)),
      ...keys.map((key) => transaction.objectStore('embeddings').delete(key)),
      transaction.done,
    ]);
    for (const id of ids) await this.#pictures.delete(id);
  }
}
