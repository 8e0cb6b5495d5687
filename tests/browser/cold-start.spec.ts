/** From an empty cache to the first caption, as a first visitor sees it. The time is printed; only a hang fails. */
import type { Page } from '@playwright/test';
import { OcelliPage } from './ocelli-page.ts';
import { expect, test } from './ocelli-test.ts';

test('page opened to the first caption', async ({ page, site }) => {
  const startMs = performance.now();
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.sample('Cat').click();
  await expect(ocelli.caption('cat.png')).toHaveText(/\w+ \w+/);
  const seconds = (performance.now() - startMs) / 1000;
  console.log(`Cold cache, WASM: page opened to first caption in ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(60);
});

/** How many files the browser holds for this origin's next visit. */
function storedFiles(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const names = await caches.keys();
    const files = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return files.flat().length;
  });
}

test('a second visit fetches no model file again', async ({ page, site }) => {
  const fetched: string[] = [];
  const modelFiles = () => fetched.filter((path) => /\.(onnx|bin)$|tokenizer\.json$/.test(path));
  page.context().on('request', (request) => fetched.push(new URL(request.url()).pathname));
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.sample('Cat').click();
  await expect(ocelli.caption('cat.png')).toBeVisible();
  const count = modelFiles().length;
  expect(count).toBeGreaterThan(5);
  await expect.poll(() => storedFiles(page), { message: 'files are stored in a quiet moment' }).toBe(count);

  fetched.length = 0;
  await OcelliPage.open(page, site);
  await expect(ocelli.caption('cat.png'), 'the library was kept').toBeVisible();
  await ocelli.sample('Coffee').click();
  await expect(ocelli.caption('coffee.jpg')).toBeVisible();
  expect(fetched.some((path) => path.endsWith('pack.json'))).toBe(true);
  expect(modelFiles()).toEqual([]);
});
