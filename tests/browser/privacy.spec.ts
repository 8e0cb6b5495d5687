/** Nothing leaves the tab: no request of a whole session, worker included, goes anywhere but to the page's own host. */
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';

test('a whole session makes no request to another origin, and sends nothing', async ({ page, site }) => {
  const requests: { url: string; method: string }[] = [];
  page.context().on('request', (request) => requests.push({ url: request.url(), method: request.method() }));

  const ocelli = await OcelliPage.open(page, site);
  await ocelli.sample('Cat').click();
  await ocelli.choose([sample('coffee.jpg')]);
  await expect(ocelli.caption('cat.png')).toBeVisible();
  await expect(ocelli.caption('coffee.jpg')).toBeVisible();
  await ocelli.search('a cup of coffee');
  await expect(page.getByText('2 photographs ranked')).toBeVisible();
  await page.getByRole('button', { name: 'About and attribution' }).click();
  await expect(page.getByRole('dialog')).toContainText('Apache-2.0');

  const paths = requests.map(({ url }) => url);
  expect(
    paths.some((url) => url.endsWith('.wasm')),
    'requests of the worker are seen',
  ).toBe(true);
  expect(
    paths.some((url) => url.endsWith('.onnx')),
    'requests for the pack are seen',
  ).toBe(true);
  const elsewhere = paths.filter((url) => !/^(blob|data):/.test(url) && new URL(url).origin !== site.origin);
  expect(elsewhere).toEqual([]);
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});
