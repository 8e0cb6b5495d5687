/** The library of a page as the browser has it: what is stored, and how often the page finished writing it. */
import type { Page } from '@playwright/test';

/** What is stored, straight from the browser's database and private files. */
export function stored(page: Page) {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('ocelli-library');
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
    const all = <T>(store: string, method: 'getAll' | 'getAllKeys') =>
      new Promise<T[]>((resolve) => {
        const request = database.transaction(store).objectStore(store)[method]();
        request.addEventListener('success', () => resolve(request.result as T[]));
      });
    interface Row {
      name: string;
      caption?: { text: string };
    }
    const rows = await all<Row>('photographs', 'getAll');
    const waiting = (await all('arrivals', 'getAllKeys')).length;
    const embeddings = await all<[string, string]>('embeddings', 'getAllKeys');
    database.close();
    const files: string[] = [];
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('photographs');
    for await (const name of folder.keys()) files.push(name);
    return {
      names: rows.map(({ name }) => name).toSorted(),
      captioned: rows.filter(({ caption }) => caption).length,
      waiting,
      files: files.length,
      embedded: embeddings.map(([, id]) => id),
    };
  });
}

/**
 * Counts the transactions that were completed from now on, by `caption` or `embedding` and the photograph's id; reloads
 * do not begin the count anew. One that a reload overtakes may be missing, though what it wrote is there.
 */
export async function countFinished(page: Page): Promise<ReadonlyMap<string, number>> {
  const finished = new Map<string, number>();
  await page.exposeFunction('finished', (what: string) => finished.set(what, (finished.get(what) ?? 0) + 1));
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value: { id?: string; caption?: unknown }, ...rest) {
      const [key] = rest;
      const { finished } = window as unknown as { finished: (what: string) => void };
      const tell = (what: string) => this.transaction.addEventListener('complete', () => finished(what));
      if (this.name === 'embeddings') tell(`embedding ${(key as string[])[1]}`);
      if (this.name === 'photographs' && value.caption) tell(`caption ${value.id}`);
      return put.call(this, value, ...rest);
    };
  });
  return finished;
}
