/** What is not a good photograph gets a right caption or an error that says what to do, and the queue goes on. */
import { hugePng } from './huge-png.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, fixture, sample, test } from './ocelli-test.ts';

const remedy = /\b(use|choose|open|save|try|convert|export|download|make|reduce|scale)\b/i;
const captioned = ['animated.gif', 'cmyk.jpg', 'deep.png', 'rotated.jpg', 'transparent.png'];
const refused = ['text.jpg', 'empty.jpg'];
/** Either is right: a browser may show the whole part of a broken file, and may draw a vector image. */
const either = ['truncated.jpg', 'vector.svg'];

for (const name of [...captioned, ...refused, ...either]) {
  test(`${name}, and the photograph behind it`, async ({ page, site }) => {
    const ocelli = await OcelliPage.open(page, site);
    await ocelli.choose([fixture(name), sample('coffee.jpg')]);
    await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);

    const outcome = ocelli.caption(name).or(ocelli.error(name));
    await expect(outcome).toBeVisible();
    const failed = await ocelli.error(name).isVisible();
    if (captioned.includes(name)) expect(failed, await outcome.innerText()).toBe(false);
    if (refused.includes(name)) expect(failed, await outcome.innerText()).toBe(true);
    await expect(outcome).toHaveText(failed ? remedy : /\w+ \w+/);
  });
}

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
  const urls = [...refused.map((name) => site.share(fixture(name))), 'huge.png'];
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
  expect(codes).toEqual(['image-not-recognised', 'image-empty', 'image-too-large', 'text-empty']);
});
