/** The camera of a telephone: offered where a finger points, and what it takes is captioned. */
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';

test.describe('a telephone', () => {
  test.use({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true });

  test('takes a photograph, which is captioned', async ({ page, site }) => {
    const ocelli = await OcelliPage.open(page, site);
    const asked = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Camera' }).tap();
    const chooser = await asked;
    expect(chooser.isMultiple()).toBe(false);
    await expect(page.getByLabel('Take a photograph')).toHaveAttribute('capture', 'environment');
    await chooser.setFiles(sample('coffee.jpg'));
    await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);
  });
});

test('a desk has no camera button', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await expect(ocelli.chooseButton).toBeVisible();
  await expect(page.getByRole('button', { name: 'Camera' })).toBeHidden();
});
