/** The shell: views named by the address, small, and quick to appear. */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { OcelliPage } from './ocelli-page.ts';
import { expect, test } from './ocelli-test.ts';

/** Counts the page's scripts until it is told to stop, and then says what they weigh compressed. */
function weighScripts(page: Page): () => Promise<number> {
  const scripts: Promise<number>[] = [];
  const count = (response: Response): void => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return;
    if (response.url().includes('/assets/entry')) return; // the engine's worker: a model was asked for
    scripts.push(response.body().then((body) => gzipSync(body).length));
  };
  page.on('response', count);
  return async () => {
    page.off('response', count);
    return (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  };
}

test('the page is interactive within a second, its script at most 150 kB compressed', async ({
  page,
  site,
}) => {
  const weigh = weighScripts(page);
  // Counted in time of the page's own thread, so that other work on the machine does not count; both are printed.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const startMs = performance.now();
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.chooseButton.click({ trial: true });
  const elapsedMs = performance.now() - startMs;
  const { metrics } = await devtools.send('Performance.getMetrics');
  const busyMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  const bytes = await weigh(); // What a worker fetches later isn't the shell's.
  console.log(
    `Shell: ${(bytes / 1000).toFixed(1)} kB of script, gzip; interactive after ${Math.round(busyMs)} ms of its thread, ${Math.round(elapsedMs)} ms by the clock`,
  );
  expect(bytes).toBeLessThanOrEqual(150_000);
  expect(busyMs).toBeLessThan(1000);
});

const views = ['library', 'captions', 'chat', 'models', 'benchmark'];

test('every view together, before a model is asked for: at most 150 kB of script compressed', async ({
  page,
  site,
}) => {
  await page.route('**/packs/index.json', (route) => route.fulfill({ json: { packs: [] } }));
  const weigh = weighScripts(page);
  await page.goto(`${site.origin}/`);
  const links = page.getByRole('navigation', { name: 'Views' }).getByRole('link');
  await expect(links).toHaveCount(views.length);
  for (const [i, view] of views.entries()) {
    await links.nth(i).click();
    await expect(page.locator(`${view}-view`)).toBeVisible();
  }
  const bytes = await weigh();
  console.log(`Every view: ${(bytes / 1000).toFixed(1)} kB of script, gzip`);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThanOrEqual(150_000);
});

test('an address that names no known view shows the photographs', async ({ page, site }) => {
  await page.goto(`${site.origin}/?view=nonsense`);
  await expect(new OcelliPage(page).chooseButton).toBeVisible();
});
