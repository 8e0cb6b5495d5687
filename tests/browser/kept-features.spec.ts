/** A picture that an earlier visit encoded isn't encoded again, and nothing of a removed one stays. */
import type { Page } from '@playwright/test';
import { expect, sample, test } from './ocelli-test.ts';

interface Visit {
  cachedFeatures: boolean;
  caption: string;
}

/** Captions the picture in a new engine, which is told to forget it first where `removed`. */
function visit(page: Page, url: string, removed = false): Promise<Visit> {
  return page.evaluate(
    async ([address, remove]) => {
      const photograph = await (await fetch(address)).blob();
      const vlm = await window.ocelli.createVlm({ device: 'wasm' });
      if (remove) {
        await vlm.index.add('a', photograph);
        await vlm.index.remove('a');
      }
      const { caption, timings } = await vlm.caption(photograph);
      return { caption, cachedFeatures: timings.cachedFeatures };
    },
    [url, removed] as const,
  );
}

test('features are kept from visit to visit, and go with the photograph', async ({ enginePage, site }) => {
  const url = site.share(sample('coffee.jpg'));
  const first = await visit(enginePage, url);
  expect(first.cachedFeatures).toBe(false);
  // More than one visit where Chromium is slow to open the file: a visit that waits for it in vain encodes anew.
  await expect(async () => {
    await enginePage.reload();
    expect(await visit(enginePage, url)).toEqual({ caption: first.caption, cachedFeatures: true });
  }).toPass({ timeout: 60_000 });
  await enginePage.reload();
  expect(await visit(enginePage, url, true)).toEqual(first);
});

test('a second tab works beside the one that holds the file', async ({ enginePage, site }) => {
  const url = site.share(sample('coffee.jpg'));
  const first = await visit(enginePage, url);
  const other = await enginePage.context().newPage();
  await other.goto(enginePage.url());
  expect(await visit(other, url)).toEqual(first);
});
