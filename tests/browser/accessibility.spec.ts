/** The page for everyone: axe finds nothing, on a telephone and on a desk, by day and by night, empty and full. */
import { AxeBuilder } from '@axe-core/playwright';
import { OcelliPage } from './ocelli-page.ts';
import { expect, fixture, test } from './ocelli-test.ts';

for (const width of [360, 1280]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`no violations at ${width} px, ${colorScheme}`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const ocelli = await OcelliPage.open(page, site);
      await expect(ocelli.sample('Cat')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

      await ocelli.sample('Cat').click();
      await ocelli.choose([fixture('text.jpg')]);
      await expect(ocelli.caption('cat.png')).toBeVisible();
      await expect(ocelli.error('text.jpg')).toBeVisible();
      await ocelli.search('a cat');
      await expect(ocelli.card('cat.png').locator('.scores')).toBeVisible();
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, 'pixels the page is too wide').toBeLessThanOrEqual(0);

      await page.getByRole('button', { name: 'About and attribution' }).click();
      await expect(page.getByRole('dialog')).toContainText('Apache-2.0');
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  }
}
