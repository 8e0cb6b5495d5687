/** Finding a photograph by words, by another photograph, and by one already on the page. */
import { file, picture } from './made-files.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, fixture, test } from './ocelli-test.ts';

const all = ['cat.png', 'coffee.jpg', 'rocket.jpg', 'astronaut.jpg', 'photographer.jpg'];

/** Names a person whom no picture shows a model. */
const written = 'file,caption\ncoffee.jpg,Breakfast with Minji’s cup\n';

test('photographs are found by words, by likeness and by an image', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await page.getByRole('button', { name: 'All of them' }).click();
  for (const name of all) await expect(ocelli.caption(name)).toBeVisible();
  expect(await ocelli.names()).toEqual(all);

  for (const [words, first] of [
    ['a cup of coffee', 'coffee.jpg'],
    ['a rocket on its launch pad', 'rocket.jpg'],
    ['a cat', 'cat.png'],
  ] as const) {
    await ocelli.search(words);
    await expect(page.getByText(`5 photographs ranked for “${words}”`)).toBeVisible();
    await expect(ocelli.cards.first(), words).toHaveAccessibleName(first);
  }
  const best = ocelli.card('cat.png').locator('.scores');
  await expect(best).toContainText(/1\s+ITC -?\d\.\d{3}\s+ITM \d+%\s+score -?\d+\.\d{3}/);

  await ocelli.card('cat.png').getByRole('button', { name: 'Find similar' }).click();
  await expect(page.getByText('photographs like cat.png')).toBeVisible();
  await expect(ocelli.card('coffee.jpg').locator('.scores')).toContainText('ITC');

  await page.getByLabel('Image to search by').setInputFiles(fixture('upright.png'));
  await expect(page.getByText('ranked for photographs like upright.png')).toBeVisible();

  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.locator('.scores')).toHaveCount(0);
  expect(await ocelli.names()).toEqual(all);
});

test('a photograph is found by what a person wrote of it, whatever it shows', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([picture('coffee.jpg'), picture('rocket.jpg'), file('captions.csv', written)]);
  for (const name of ['coffee.jpg', 'rocket.jpg']) await expect(ocelli.caption(name)).toBeVisible();

  await ocelli.search('a rocket');
  await expect(ocelli.cards.first()).toHaveAccessibleName('rocket.jpg');
  await expect(page.getByText('your words')).toHaveCount(0);

  await ocelli.search('minji -rocket');
  await expect(ocelli.cards.first()).toHaveAccessibleName('coffee.jpg');
  await expect(ocelli.card('coffee.jpg').locator('.scores')).toContainText('your words');
  await expect(page.getByText('your words')).toHaveCount(1);
  await expect(page.getByText('1 good match.')).toBeVisible();
});

test('an image finds the photograph it was made from', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await page.getByRole('button', { name: 'All of them' }).click();
  for (const name of all) await expect(ocelli.caption(name)).toBeVisible();
  await page.getByLabel('Image to search by').setInputFiles(fixture('cat.png'));
  await expect(page.getByText('5 photographs ranked')).toBeVisible();
  await expect(ocelli.cards.first()).toHaveAccessibleName('cat.png');
});
