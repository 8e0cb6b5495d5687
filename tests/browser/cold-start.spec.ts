/** From an empty cache to the first caption, as a first visitor sees it. The time is printed; only a hang fails. */
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

test('a second visit fetches no model file again', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.sample('Cat').click();
  await expect(ocelli.caption('cat.png')).toBeVisible();

  const fetched: string[] = [];
  page.context().on('request', (request) => fetched.push(new URL(request.url()).pathname));
  await OcelliPage.open(page, site);
  await ocelli.sample('Cat').click();
  await expect(ocelli.caption('cat.png')).toBeVisible();
  expect(fetched.some((path) => path.endsWith('pack.json'))).toBe(true);
  expect(fetched.filter((path) => /\.(onnx|bin)$/.test(path))).toEqual([]);
});
