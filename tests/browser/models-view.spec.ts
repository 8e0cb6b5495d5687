/** The packs on this device: listed as they are on the server, deleted, downloaded again, paused; for everyone. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, root, test } from './ocelli-test.ts';

interface Listed {
  title: string;
  version: string;
  licence: string;
  can: string[];
  provenance: { name: string }[];
  files: { path: string; bytes: number }[];
}

const read = (path: string): unknown => JSON.parse(readFileSync(join(root, 'public/packs', path), 'utf8'));
const { packs: ids } = read('index.json') as { packs: string[] };
const packs = ids.map((id) => read(`${id}/pack.json`) as Listed);
const first = packs[0] as Listed;

/** Opens the view and waits until its engine's pack is stored. */
async function open(page: Page, origin: string): Promise<Locator> {
  await page.goto(`${origin}/?view=models`);
  const card = page.getByRole('article', { name: first.title, exact: true });
  await expect(card.locator('.stored')).toHaveText('Yes, whole');
  return card;
}

for (const width of [360, 1280]) {
  test(`lists the packs, the storage and the device; no violations at ${width} px`, async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, site.origin);
    await expect(page.getByRole('article')).toHaveCount(packs.length);
    for (const { title, version, licence, can, provenance, files } of packs) {
      const card = page.getByRole('article', { name: title, exact: true });
      await expect(card).toContainText(version);
      await expect(card).toContainText(licence);
      const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
      await expect(card).toContainText(`${(size / 1e6).toFixed(1)} MB`);
      await expect(card.getByRole('list', { name: 'Abilities' }).getByRole('listitem')).toHaveCount(
        can.length,
      );
      await expect(card).toContainText('It fits.');
      await card.getByText('Provenance').click();
      for (const { name } of provenance) await expect(card.getByText(name, { exact: true })).toBeVisible();
    }
    await expect(page.getByRole('meter', { name: 'Storage used' })).toBeVisible();
    const device = page.getByRole('region', { name: 'This device' });
    await expect(device).toContainText('WASM');
    const isolated = await page.evaluate(() => crossOriginIsolated);
    await expect(device).toContainText(`Cross-origin isolated ${isolated ? 'Yes' : 'No'}`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow, 'pixels the page is too wide').toBeLessThanOrEqual(0);
  });
}

test('a pack is deleted and downloaded again', async ({ page, site }) => {
  const card = await open(page, site.origin);
  await card.getByRole('button', { name: /^Delete/ }).click();
  await expect(card.locator('.stored')).toHaveText('No');
  const stored = () => page.evaluate(async () => (await (await caches.open('ocelli-files')).keys()).length);
  expect(await stored()).toBe(0);
  await expect(page.getByRole('status')).toHaveText(`${first.title} was deleted from this device.`);
  await card.getByRole('button', { name: /^Download/ }).click();
  await expect(card.locator('.stored')).toHaveText('Yes, whole');
  expect(await stored()).toBe(first.files.length);
  await expect(page.getByRole('status')).toHaveText(`${first.title} is stored on this device.`);
});

test('a download that is paused goes on where it stopped', async ({ page, site }) => {
  const largest = first.files.reduce((one, other) => (other.bytes > one.bytes ? other : one));
  const half = Math.floor(largest.bytes / 2);
  const ranges: (string | undefined)[] = [];
  let stopHalfway = false;
  // Passes everything on, but for the second half of the largest file while it is told to stop.
  const slow = createServer(async ({ url = '/', headers: { range } }, response) => {
    const answer = await fetch(new URL(url, site.origin), { headers: range ? { range } : {} });
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    if (!url.endsWith(largest.path)) return response.end(body);
    ranges.push(range);
    return stopHalfway ? response.write(body.subarray(0, half)) : response.end(body);
  });
  await new Promise<void>((resolve) => slow.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(slow.address() as AddressInfo).port}`;
  const card = await open(page, origin);
  await card.getByRole('button', { name: /^Delete/ }).click();
  await expect(card.locator('.stored')).toHaveText('No');

  stopHalfway = true;
  await card.getByRole('button', { name: /^Download/ }).click();
  const before = first.files
    .slice(0, first.files.indexOf(largest))
    .reduce((sum, { bytes }) => sum + bytes, half);
  const progress = card.getByRole('progressbar');
  await expect.poll(() => progress.evaluate((bar: HTMLProgressElement) => bar.value)).toBe(before);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await card.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('status')).toHaveText('The download is paused.');

  stopHalfway = false;
  await card.getByRole('button', { name: /^Resume download/ }).click();
  await expect(card.locator('.stored')).toHaveText('Yes, whole');
  expect(ranges.slice(-2)).toEqual([undefined, `bytes=${half}-`]);
  slow.closeAllConnections();
  slow.close();
});
