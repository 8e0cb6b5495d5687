/** The library: each picture once, deletion that can be undone, long lists. */
import { OcelliPage, type MadeFile } from './ocelli-page.ts';
import { expect, fixture, sample, test } from './ocelli-test.ts';
import { stored } from './stored-library.ts';

test('a duplicate is noticed, deletion is undone, and what is deleted leaves the disk', async ({
  page,
  site,
}) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([sample('coffee.jpg'), sample('cat.png')]);
  await expect(ocelli.cards).toHaveCount(2);
  await ocelli.choose([sample('cat.png')]);
  await expect(page.getByRole('group', { name: 'Notice' })).toContainText(
    '1 photograph in the library already',
  );
  await expect(ocelli.cards).toHaveCount(2);

  await page.getByRole('checkbox', { name: 'Select coffee.jpg' }).check();
  await page.getByRole('button', { name: 'Select all' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await expect(ocelli.cards).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(ocelli.cards).toHaveCount(2);

  await ocelli.card('cat.png').getByRole('button', { name: 'Remove cat.png' }).click();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect.poll(async () => (await stored(page)).files).toBe(1);
  expect((await stored(page)).names).toEqual(['coffee.jpg']);
});

test('a caption file beside a picture, an edit by hand, and a long caption', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  const beside: MadeFile = { name: 'x.txt', mimeType: 'text/plain', buffer: Buffer.from('A photo.') };
  await ocelli.choose([sample('coffee.jpg')]);
  await ocelli.choose([beside]);
  await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);
  await expect(ocelli.cards, 'a caption file is no photograph').toHaveCount(1);
  const dialog = await ocelli.open('coffee.jpg');
  const short = await dialog.getByLabel('Caption', { exact: true }).inputValue();
  await dialog.getByRole('button', { name: 'Long' }).click();
  await expect
    .poll(async () => (await dialog.getByLabel('Caption', { exact: true }).inputValue()).length)
    .toBeGreaterThan(short.length);
  await dialog.getByRole('button', { name: 'Best of five' }).click();
  await expect(dialog.getByText(/ITM \d+%/).nth(1)).toBeVisible();
  await dialog.getByLabel('Caption', { exact: true }).fill('Espresso in a red cup.');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(ocelli.caption('coffee.jpg')).toHaveText('Espresso in a red cup.');
  await page.reload();
  await expect(ocelli.caption('coffee.jpg')).toHaveText('Espresso in a red cup.');
});

test('labels sort the photographs, and the address brings a search back', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([sample('coffee.jpg'), sample('cat.png')]);
  for (const name of ['coffee.jpg', 'cat.png']) await expect(ocelli.caption(name)).toBeVisible();
  await page.getByText('Sort into labels').click();
  await page.getByLabel('Labels, separated by commas').fill('a cat, a cup of coffee');
  await page.getByRole('button', { name: 'Sort', exact: true }).click();
  await page.getByRole('button', { name: /^a cat: / }).click();
  await expect(ocelli.cards).toHaveCount(1);
  await expect(ocelli.card('cat.png')).toBeVisible();

  await page.goto(`${site.origin}/?q=a+cup+of+coffee+-cat`);
  await expect(page.getByText('2 photographs ranked for “a cup of coffee -cat”')).toBeVisible();
  await expect(ocelli.cards.first()).toHaveAccessibleName('coffee.jpg');
  await page.getByLabel('Image to search by').setInputFiles(fixture('cat.png'));
  await expect(ocelli.cards.first()).toHaveAccessibleName('cat.png');
});
