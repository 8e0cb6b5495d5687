/** The library's tables in IndexedDB, and their versions. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Arrival, PhotographRow } from './photograph-row.ts';

export interface LibrarySchema extends DBSchema {
  /** Pictures not yet taken in, by the order they came. */
  arrivals: { key: number; value: Arrival };
  photographs: { key: string; value: PhotographRow };
  /** Small JPEGs by photograph. */
  thumbnails: { key: string; value: Blob };
  /** `[pack, photograph]` to `[embed]`; the pack as id@version. */
  embeddings: { key: [string, string]; value: Float32Array };
  /** Pictures themselves, where the browser has no private file system. */
  pictures: { key: string; value: Blob };
}

export type LibraryDatabase = IDBPDatabase<LibrarySchema>;

/** Opens the library's database, making its tables at the first visit. */
export function openDatabase(name = 'ocelli-library'): Promise<LibraryDatabase> {
  return openDB<LibrarySchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('arrivals', { autoIncrement: true });
      database.createObjectStore('photographs', { keyPath: 'id' });
      database.createObjectStore('thumbnails');
      database.createObjectStore('embeddings');
      database.createObjectStore('pictures');
    },
    blocking(_, __, event) {
      (event.target as IDBDatabase).close(); // another tab wants a newer version
    },
  });
}
