/** HEIC, as telephones save photographs: decoded, shown, captioned and searched by; its decoder comes only for it. */
import { OcelliPage } from './ocelli-page.ts';
import { expect, fixture, sample, test } from './ocelli-test.ts';

test('a HEIC is shown and captioned, and only it fetches the decoder', async ({ page, site }) => {
  const decoders: string[] = [];
  page.context().on('request', (request) => {
    if (/\/heic-to-[^/]+\.js$/.test(request.url())) decoders.push(request.url());
  });
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([sample('cat.png')]);
  await expect(ocelli.caption('cat.png')).toHaveText(/\w+ \w+/);
  expect(decoders).toEqual([]);

  await ocelli.choose([fixture('coffee.heic')]);
  await expect(ocelli.caption('coffee.heic')).toHaveText(/\b(coffee|cup)\b/);
  expect(decoders).toHaveLength(1);
  const dialog = await ocelli.open('coffee.heic');
  const picture = dialog.getByRole('img', { name: 'Photograph coffee.heic' });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate(({ naturalWidth: w, naturalHeight: h }: HTMLImageElement) => [w, h])).toEqual(
    [512, 341],
  );
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  const thumbnail = ocelli.card('coffee.heic').locator('img');
  await expect.poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(400);

  await page.getByLabel('Image to search by').setInputFiles(fixture('coffee.heic'));
  await expect(page.getByText('2 photographs ranked for photographs like coffee.heic')).toBeVisible();
  await expect(ocelli.cards.first()).toHaveAccessibleName('coffee.heic');
  expect(decoders).toHaveLength(1);
});

test('a file that only calls itself HEIC says so, and the photograph behind it is captioned', async ({
  page,
  site,
}) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([
    { name: 'broken.heic', mimeType: 'image/heic', buffer: Buffer.from('no picture at all') },
  ]);
  await ocelli.choose([sample('coffee.jpg')]);
  await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);
  await expect(ocelli.error('broken.heic')).toContainText('Choose a photograph');
});
