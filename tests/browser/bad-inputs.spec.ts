/** What is not a good photograph gets a right caption or an error that says what to do, and the queue goes on. */
import { hugePng } from './huge-png.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, fixture, sample, test } from './ocelli-test.ts';

const remedy = /\b(use|choose|open|save|try|convert|export|download|make|reduce|scale)\b/i;
const captioned = ['animated.gif', 'cmyk.jpg', 'deep.png', 'rotated.jpg', 'transparent.png'];
const refused = {
  'text.jpg': 'image-not-recognised',
  'empty.jpg': 'image-empty',
  'truncated.jpg': 'image-corrupt',
  'vector.svg': 'image-unsupported',
};

for (const name of captioned) {
  test(`${name} is captioned, and the photograph behind it`, async ({ page, site }) => {
    const ocelli = await OcelliPage.open(page, site);
    await ocelli.choose([fixture(name), sample('coffee.jpg')]);
    await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);
    await expect(ocelli.caption(name)).toHaveText(/\w+ \w+/);
  });
}

test('every refused file says what to do, and the photograph behind it is captioned', async ({
  page,
  site,
}) => {
  const ocelli = await OcelliPage.open(page, site);
  const names = Object.keys(refused);
  await ocelli.choose([...names.map(fixture), sample('coffee.jpg')]);
  await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);
  for (const name of names) await expect(ocelli.error(name)).toHaveText(remedy);
});

test('a PNG of 20,000 x 20,000 pixels, and the photograph behind it', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([{ name: 'huge.png', mimeType: 'image/png', buffer: hugePng(20_000) }]);
  await ocelli.choose([sample('coffee.jpg')]);
  await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);
  await expect(ocelli.error('huge.png')).toHaveText(remedy);
  await expect(ocelli.error('huge.png')).toContainText(/20,?000/);
});

test('a photograph turned by its EXIF orientation gets the caption it has upright', async ({
  page,
  site,
}) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([fixture('rotated.jpg'), fixture('upright.png')]);
  const upright = await ocelli.caption('upright.png').innerText();
  await expect(ocelli.caption('rotated.jpg')).toHaveText(upright);
});

test('the engine names each error by its code', async ({ enginePage, site }) => {
  await enginePage.route('**/huge.png', (route) =>
    route.fulfill({ contentType: 'image/png', body: hugePng(20_000) }),
  );
  const urls = [...Object.keys(refused).map((name) => site.share(fixture(name))), 'huge.png'];
  const codes = await enginePage.evaluate(async (addresses) => {
    const vlm = await window.ocelli.createVlm({ device: 'wasm' });
    const found = [];
    for (const address of addresses) {
      const blob = await (await fetch(address)).blob();
      found.push(
        await vlm.caption(blob).then(
          ({ caption }) => caption,
          (error: { code?: string }) => error.code,
        ),
      );
    }
    found.push(
      await vlm.embedText('  ').then(
        () => 'an embedding',
        (error: { code?: string }) => error.code,
      ),
    );
    return found;
  }, urls);
  expect(codes).toEqual([...Object.values(refused), 'image-too-large', 'text-empty']);
});
