/** Files in the browser's private file system, whose handles are as good as those of its own choosers. */
import type { Page } from '@playwright/test';

/** Writes files by their paths. The page must be one of the site's. */
export async function storePrivately(page: Page, files: Readonly<Record<string, Buffer>>): Promise<void> {
  const encoded = Object.entries(files).map(([path, bytes]) => [path, bytes.toString('base64')] as const);
  await page.evaluate(async (all) => {
    for (const [path, base64] of all) {
      let folder = await navigator.storage.getDirectory();
      const parts = path.split('/');
      const name = parts.pop() ?? '';
      for (const part of parts) folder = await folder.getDirectoryHandle(part, { create: true });
      const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await writable.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
      await writable.close();
    }
  }, encoded);
}
