/** WebAssembly runs on several threads where the page is cross-origin isolated, and on one, saying so, where it is not. */
import type { Page } from '@playwright/test';
import { expect, sample, test } from './ocelli-test.ts';

function captionOn(page: Page, url: string) {
  return page.evaluate(async (address) => {
    const photograph = await (await fetch(address)).blob();
    const vlm = await window.ocelli.createVlm({ device: 'wasm' });
    const { caption, ids, device } = await vlm.caption(photograph, { beams: 1 });
    return { caption, ids, device, info: vlm.device };
  }, url);
}

test('threads with isolation, one without, the same caption', async ({ page, site, plainSite }) => {
  await page.goto(`${site.origin}/engine.html`);
  const isolated = await captionOn(page, site.share(sample('coffee.jpg')));
  await page.goto(`${plainSite.origin}/engine.html`);
  const plain = await captionOn(page, plainSite.share(sample('coffee.jpg')));

  expect(isolated.info).toMatchObject({ device: 'wasm', crossOriginIsolated: true });
  expect(isolated.info.threads).toBeGreaterThan(1);
  expect(plain.info).toMatchObject({ device: 'wasm', crossOriginIsolated: false, threads: 1 });
  expect(plain.caption).toMatch(/\w+ \w+/);
  expect(plain.ids).toEqual(isolated.ids);
});
