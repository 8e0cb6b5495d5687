/** The shell: views named by the address, small, and quick to appear. */
import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';
import { OcelliPage } from './ocelli-page.ts';
import { expect, test } from './ocelli-test.ts';

test('the page is interactive within a second, its script at most 150 kB compressed', async ({
  page,
  site,
}) => {
  const scripts: Promise<number>[] = [];
  const count = (response: Response): void => {
    if (!new URL(response.url()).pathname.endsWith('.js')) return;
    if (response.url().includes('/assets/entry')) return; // the engine's worker: a model was asked for
    scripts.push(response.body().then((body) => gzipSync(body).length));
  };
  page.on('response', count);
  // Counted in time of the page's own thread, so that other work on the machine does not count; both are printed.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const startMs = performance.now();
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.chooseButton.click({ trial: true });
  const elapsedMs = performance.now() - startMs;
  const { metrics } = await devtools.send('Performance.getMetrics');
  const busyMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  page.off('response', count); // What a worker fetches later isn't the shell's.
  const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
  console.log(
    `Shell: ${(bytes / 1000).toFixed(1)} kB of script, gzip; interactive after ${Math.round(busyMs)} ms of its thread, ${Math.round(elapsedMs)} ms by the clock`,
  );
  expect(bytes).toBeLessThanOrEqual(150_000);
  expect(busyMs).toBeLessThan(1000);
});

test('an address that names no known view shows the photographs', async ({ page, site }) => {
  await page.goto(`${site.origin}/?view=nonsense`);
  await expect(new OcelliPage(page).chooseButton).toBeVisible();
});
