/**
 * Takes the pictures of docs/screenshots: every view on a telephone and on a desk, light and dark, in English and
 * Korean. `npm run screenshots` runs it; `npm test` doesn't.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from '@playwright/test';
import { expect, root, test } from '../browser/ocelli-test.ts';
import { fill, goTo } from './content.ts';
import { needKoreanFont } from './korean-font.ts';

/** The telephone last: a page that was touched once has no mouse any more. */
const devices = [
  { width: 1280, height: 860, deviceScaleFactor: 1, mobile: false },
  { width: 360, height: 780, deviceScaleFactor: 2, mobile: true },
];
const query = 'a cup of coffee';

/** How each picture's view is reached, in whichever language. */
const pictures: Record<string, (page: Page) => Promise<void>> = {
  library: (page) => goTo(page, 'library'),
  search: async (page) => {
    await goTo(page, 'library');
    await page.getByRole('searchbox').fill(query);
    await page.keyboard.press('Enter');
    await expect(page.locator('.scores').first()).toContainText('ITM');
  },
  captions: (page) => goTo(page, 'captions'),
  conversation: (page) => goTo(page, 'chat'),
  models: async (page) => {
    await goTo(page, 'models');
    await expect(page.locator('pack-card .stored').last()).not.toBeEmpty();
  },
  benchmark: async (page) => {
    await goTo(page, 'benchmark');
    await page.locator('run-chart').evaluate((chart) => chart.scrollIntoView({ block: 'center' }));
  },
};

async function speak(page: Page, language: string): Promise<void> {
  await page.locator('app-header header > button').click();
  await page.getByRole('dialog').getByRole('combobox').selectOption(language);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await page.keyboard.press('Escape');
}

/** Takes the picture once what was just shown is laid out and drawn. */
async function take(page: Page, devtools: CDPSession, name: string): Promise<void> {
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
  writeFileSync(join(root, 'docs/screenshots', `${name}.webp`), Buffer.from(data, 'base64'));
}

test('every view, by width, theme and language', async ({ page, site }) => {
  test.setTimeout(1_800_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await needKoreanFont(page);
  await fill(page, site);
  const devtools = await page.context().newCDPSession(page);
  for (const { mobile, ...device } of devices) {
    await devtools.send('Emulation.setDeviceMetricsOverride', { ...device, mobile });
    if (mobile) await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    for (const language of ['en', 'ko']) {
      await speak(page, language);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const [name, show] of Object.entries(pictures)) {
          await show(page);
          await take(page, devtools, `${name}-${device.width}-${colorScheme}-${language}`);
        }
      }
    }
  }
});
