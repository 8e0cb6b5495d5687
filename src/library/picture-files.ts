/** The pictures' bytes: files of the origin's private file system, or rows of IndexedDB where that is missing. */
import type { LibraryDatabase } from './database.ts';

export interface PictureFiles {
  /** Writing the same id again is harmless. */
  put(id: string, picture: Blob): Promise<void>;
  /** Rejects when there is none. */
  get(id: string): Promise<Blob>;
  delete(id: string): Promise<void>;
}

/** The better of the two places this browser has. */
export async function openPictureFiles(database: LibraryDatabase): Promise<PictureFiles> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('photographs', { create: true });
    if ('createWritable' in FileSystemFileHandle.prototype) return privateFiles(folder);
  } catch {
    // Not a secure context, or storage is switched off: IndexedDB may still be there.
  }
  return databaseRows(database);
}

function privateFiles(folder: FileSystemDirectoryHandle): PictureFiles {
  return {
    async put(id, picture) {
      const handle = await folder.getFileHandle(id, { create: true });
      const writable = await handle.createWritable();
      await writable.write(picture);
      await writable.close();
    },
    get: async (id) => (await folder.getFileHandle(id)).getFile(),
    delete: (id) => folder.removeEntry(id).catch(() => undefined),
  };
}

function databaseRows(database: LibraryDatabase): PictureFiles {
  return {
    put: async (id, picture) => void (await database.put('pictures', picture, id)),
    async get(id) {
      const picture = await database.get('pictures', id);
      if (picture === undefined) throw new Error('The picture is not in the library any more.');
      return picture;
    },
    delete: (id) => database.delete('pictures', id),
  };
}
