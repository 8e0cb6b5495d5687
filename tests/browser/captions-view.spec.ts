/** The captions of a folder: the queue, search and replace, CapFilt against captions that were there, files to save. */
import { AxeBuilder } from '@axe-core/playwright';
import { watchForHarm } from './harm.ts';
import { file, picture } from './made-files.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, test } from './ocelli-test.ts';
import { readFileSync } from 'node:fs';

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

test('captions that change while the view is not shown are in their places when it is', async ({
  page,
  site,
}) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([picture('coffee.jpg')]);
  await expect(ocelli.cards).toHaveCount(1);
  await page.getByRole('link', { name: 'Captions' }).click();
  const rows = page.getByRole('article');
  await expect(rows).toHaveCount(1);
  await page.getByRole('link', { name: 'Photographs' }).click();
  await ocelli.choose([picture('rocket.jpg')]);
  for (const name of ['coffee.jpg', 'rocket.jpg']) await expect(ocelli.caption(name)).toBeVisible();
  await page.getByRole('link', { name: 'Captions' }).click();
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) expect((await row.boundingBox())?.width).toBeGreaterThan(300);
});

test('captions that a stranger wrote do nothing, in any view and in what is saved', async ({
  page,
  site,
}) => {
  const expectNoHarm = watchForHarm(page.context());
  // No model is needed to show captions, and none is asked to write others.
  await page.addInitScript(() => localStorage.setItem('ocelli-preferences', '{"captionNew":false}'));
  await page.route('**/packs/index.json', (route) => route.fulfill({ json: { packs: [] } }));
  const hostile = {
    script: '<script>alert(1)</script> <img src="https://evil.example/pixel.png" onerror="alert(2)">',
    link: '<a href="javascript:alert(3)">a cat</a> [a cat](javascript:alert(4)) <svg onload="alert(5)">',
    quote:
      '" onmouseover="alert(6)" x="> \' onfocus=\'alert(7)\' autofocus <iframe srcdoc="<script>alert(8)</script>">',
  };
  const { link, quote, script } = hostile;
  const named = '<img src=x onerror=alert(9)>.jpg';
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([
    picture('coffee.jpg', 'script.jpg'),
    picture('rocket.jpg', 'link.jpg'),
    picture('astronaut.jpg', 'quote.jpg'),
    picture('photographer.jpg', named),
    file('script.txt', script),
    file('captions.jsonl', `${JSON.stringify({ file_name: 'link.jpg', text: link })}\n`),
    file('captions.csv', `file,caption\nquote.jpg,"${quote.replaceAll('"', '""')}"\n`),
  ]);
  await expect(ocelli.cards).toHaveCount(4);
  await expect(ocelli.card(named)).toBeVisible();

  await page.getByRole('link', { name: 'Captions' }).click();
  for (const [name, text] of Object.entries(hostile)) {
    const row = page.getByRole('article', { name: `${name}.jpg` });
    await expect(row).toContainText(text);
    for (const tag of ['script', 'img[src*=evil]', 'a', 'svg', 'iframe', '[onmouseover]', '[autofocus]'])
      await expect(row.locator('.given').locator(tag), tag).toHaveCount(0);
    await row.getByRole('button', { name: /^Use the caption/ }).click();
    await expect(row.getByRole('textbox')).toHaveValue(text);
  }
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'HTML alt texts' }).click(),
  ]);

  await page.getByRole('link', { name: 'Photographs' }).click();
  for (const [name, text] of Object.entries(hostile)) {
    const caption = ocelli.caption(`${name}.jpg`);
    await expect(caption).toHaveText(text);
    await expect(caption.locator('*')).toHaveCount(0);
    await caption.hover();
    const dialog = await ocelli.open(`${name}.jpg`);
    await expect(dialog.getByLabel('Caption', { exact: true })).toHaveValue(text);
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  }

  const saved = await page.context().newPage();
  await saved.setContent(readFileSync(await download.path(), 'utf8'));
  await expect(saved.locator('body *')).toHaveCount(3);
  for (const text of Object.values(hostile))
    await expect(saved.getByRole('img', { name: text, exact: true })).toHaveCount(1);
  expectNoHarm();
});
