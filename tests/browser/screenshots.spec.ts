/**
 * The page in pictures: telephone and desk, light and dark. They are always taken; with OCELLI_SCREENSHOTS=1 they
 * replace those in tests/browser/screenshots, which the README shows.
 */
import { join } from 'node:path';
import { OcelliPage } from './ocelli-page.ts';
import { expect, root, test } from './ocelli-test.ts';

const kept = process.env.OCELLI_SCREENSHOTS === '1';

for (const width of [360, 1280]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`screenshot at ${width} px, ${colorScheme}`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 860 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const ocelli = await OcelliPage.open(page, site);
      await page.getByRole('button', { name: 'All of them' }).click();
      await expect(page.locator('.caption.done')).toHaveCount(5);
      await ocelli.search('a cup of coffee');
      await expect(page.getByText('5 photographs ranked')).toBeVisible();
      await page.evaluate(() => scrollTo(0, 0));

      const name =
        width === 1280 && colorScheme === 'light' ? 'page.png' : `page-${width}-${colorScheme}.png`;
      const folder = kept ? join(root, 'tests/browser/screenshots') : test.info().outputDir;
      const picture = await page.screenshot({ path: join(folder, name), animations: 'disabled' });
      expect(picture.length).toBeGreaterThan(20_000);
    });
  }
}
