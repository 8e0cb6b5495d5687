/** The captions of a folder: the queue, search and replace, CapFilt against captions that were there, files to save. */
import { AxeBuilder } from '@axe-core/playwright';
import { OcelliPage, type MadeFile } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';
import { readFileSync } from 'node:fs';

const file = (name: string, text: string): MadeFile => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});
const picture = (name: string): MadeFile => ({
  name,
  mimeType: 'image/jpeg',
  buffer: readFileSync(sample(name)),
});

test('a folder with captions of its own: compared, the better kept, replaced, saved', async ({
  page,
  site,
}) => {
  const ocelli = await OcelliPage.open(page, site);
  const captions =
    'file,caption\ncoffee.jpg,"A submarine, under ice"\nrocket.jpg,A rocket on its launch pad at dusk\n';
  await ocelli.choose([picture('coffee.jpg'), picture('rocket.jpg'), file('captions.csv', captions)]);
  for (const name of ['coffee.jpg', 'rocket.jpg']) await expect(ocelli.caption(name)).toBeVisible();

  await page.getByRole('link', { name: 'Captions' }).click();
  expect(new URL(page.url()).searchParams.get('view')).toBe('captions');
  const coffee = page.getByRole('article', { name: 'coffee.jpg' });
  await expect(coffee).toContainText('A submarine, under ice');
  await page.getByRole('button', { name: /^Compare 2/ }).click();
  await expect(coffee).toContainText("The model's fits better");
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole('button', { name: 'Keep the better one of 2' }).click();
  await expect(coffee).not.toContainText('submarine');

  await page.getByLabel('Find', { exact: true }).fill('coffee');
  await page.getByLabel('Replace with').fill('espresso');
  await page.getByRole('button', { name: 'Replace in 1 captions' }).click();
  const edited = page.getByLabel('Caption of coffee.jpg');
  await expect(edited).toHaveValue(/espresso/);
  await edited.fill('Espresso on a table.');
  await edited.blur();

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'JSONL' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('captions.jsonl');
  const rows = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
  expect(rows.map((row) => JSON.parse(row) as unknown)).toContainEqual({
    file_name: 'coffee.jpg',
    text: 'Espresso on a table.',
  });
  const [zip] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Text beside each picture' }).click(),
  ]);
  expect(readFileSync(await zip.path()).includes('coffee.txt')).toBe(true);
});
