/** What a page needs before its network may go: every file of a pack and the engine are stored, and a service worker answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, root } from './ocelli-test.ts';

/** Waits until every file of the repository's packs of these ids and the engine's module are stored, and the page has its service worker. */
export async function settled(page: Page, ...ids: string[]): Promise<void> {
  const hashes = ids.flatMap((id) => {
    const json = readFileSync(join(root, 'public/packs', id, 'pack.json'), 'utf8');
    return (JSON.parse(json) as { files: { sha256: string }[] }).files.map(({ sha256 }) => sha256);
  });
  const missing = () =>
    page.evaluate(async (hashes) => {
      const keys = (await (await caches.open('ocelli-files')).keys()).map(({ url }) => url);
      return hashes.filter((hash) => !keys.some((url) => url.endsWith(`/${hash}`)));
    }, hashes);
  await expect.poll(missing).toEqual([]);
  const modules = () =>
    page.evaluate(async () => (await (await caches.open('ocelli-engine')).keys()).map(({ url }) => url));
  await expect.poll(modules).toEqual([expect.stringMatching(/ort-wasm-[\w.-]+\.wasm$/)]);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
}
