/** A model that can't be fetched is said so, with a way to try again; the photographs wait and lose nothing. */
import { OcelliPage } from './ocelli-page.ts';
import { expect, test } from './ocelli-test.ts';

test('after a failed load, trying again captions the photographs that waited', async ({ page, site }) => {
  await page.context().route('**/pack.json*', (route) => route.abort('connectionreset'));
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.sample('Cat').click();
  await expect(page.getByText('The model could not be loaded.', { exact: true })).toBeVisible();
  await expect(ocelli.card('cat.png').getByText('Waiting…')).toBeVisible();

  await page.context().unroute('**/pack.json*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(ocelli.caption('cat.png')).toHaveText(/\w+ \w+/);
  await expect(page.getByText('The model could not be loaded.', { exact: true })).toBeHidden();
});
