/** The main job: a photograph goes in, its caption comes out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { OcelliPage } from './ocelli-page.ts';
import { expect, root, sample, test } from './ocelli-test.ts';

const words = /\w+ \w+/;

test('a sample photograph gets its caption, word by word, with its time', async ({ page, site }) => {
  // Every text the first card shows, frame by frame.
  await page.addInitScript(() => {
    const texts = new Set<string>();
    Object.assign(window, { texts });
    const look = () => {
      const within = (root: ParentNode | null | undefined, selector: string) =>
        root?.querySelector(selector)?.shadowRoot;
      const hosts = ['ocelli-app', 'view-outlet', 'library-view', 'photograph-grid', 'photograph-card'];
      const card = hosts.reduce<ParentNode | null | undefined>(within, document);
      const text = card?.querySelector('.caption')?.textContent.trim();
      if (text) texts.add(text);
      requestAnimationFrame(look);
    };
    look();
  });
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.sample('Cat').click();
  await expect(ocelli.caption('cat.png')).toHaveText(words);
  const texts = await page.evaluate(() => [...(window as unknown as { texts: Set<string> }).texts]);
  const streamed = texts.filter((text) => text !== 'Waiting…' && text !== 'Looking');
  expect(streamed.length, `shown: ${texts.join(' | ')}`).toBeGreaterThan(2);

  const dialog = await ocelli.open('cat.png');
  await dialog.getByText(/\d+ ms, [\d.]+ tokens\/s|[\d.]+ s, [\d.]+ tokens\/s/).click();
  await expect(dialog.getByText('Image encoder')).toBeVisible();
  await expect(dialog.getByText('WASM', { exact: true })).toBeVisible();
});

test('files chosen, dropped and pasted, several at once', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([sample('coffee.jpg'), sample('rocket.jpg')]);
  await ocelli.drop(sample('astronaut.jpg'));
  await ocelli.paste(sample('photographer.jpg'));
  const names = ['coffee.jpg', 'rocket.jpg', 'astronaut.jpg', 'photographer.jpg'];
  for (const name of names) await expect(ocelli.caption(name)).toHaveText(words);
  // The newest choice comes first.
  expect(await ocelli.names()).toEqual(['photographer.jpg', 'astronaut.jpg', 'coffee.jpg', 'rocket.jpg']);

  const captions = await Promise.all(names.map((name) => ocelli.caption(name).innerText()));
  expect(new Set(captions).size, captions.join(' | ')).toBeGreaterThan(1);
});

test('a photograph can be removed while others wait', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([sample('coffee.jpg'), sample('rocket.jpg'), sample('astronaut.jpg')]);
  await ocelli.card('coffee.jpg').getByRole('button', { name: 'Remove' }).click();
  await expect(ocelli.caption('astronaut.jpg')).toHaveText(words);
  expect(await ocelli.names()).toEqual(['rocket.jpg', 'astronaut.jpg']);
});

test('a host without isolation headers: the page says it runs on one thread', async ({ page, plainSite }) => {
  const ocelli = await OcelliPage.open(page, plainSite);
  await ocelli.sample('Coffee').click();
  await expect(ocelli.caption('coffee.jpg')).toHaveText(words);
  await expect(page.getByText('WASM, 1 thread', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'About and attribution' }).click();
  await expect(page.getByRole('dialog').getByText('It runs on WASM, 1 thread:')).toBeVisible();
});

test('a caption that is far from its picture is marked as unsure, until a person writes another', async ({
  page,
  site,
  enginePage,
}) => {
  const captions = await enginePage.evaluate(
    async (urls) => {
      const vlm = await window.ocelli.createVlm({ device: 'wasm' });
      const found = [];
      for (const url of urls) {
        const photograph = await (await fetch(url)).blob();
        const { caption, itc, fits } = await vlm.caption(photograph);
        const [match] = await vlm.match(photograph, [caption]);
        found.push({ itc, fits, cosine: match?.itc });
      }
      return found;
    },
    ['cat.png', 'astronaut.jpg'].map((name) => site.share(sample(name))),
  );
  const json = readFileSync(join(root, 'public/packs/ocelli-blip/pack.json'), 'utf8');
  const { minItc } = (JSON.parse(json) as { retrieval: { minItc: number } }).retrieval;
  for (const { itc, fits, cosine } of captions) {
    expect(itc).toBeCloseTo(cosine ?? NaN, 5);
    expect(fits).toBe((itc ?? NaN) >= minItc);
  }
  // What the page is to show is known from the engine: here one of each.
  expect(captions.map(({ fits }) => fits)).toEqual([true, false]);

  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose([sample('cat.png'), sample('astronaut.jpg')]);
  for (const name of ['cat.png', 'astronaut.jpg']) await expect(ocelli.caption(name)).toHaveText(words);
  await expect(ocelli.card('astronaut.jpg').getByText('unsure', { exact: true })).toBeVisible();
  await expect(ocelli.card('cat.png').getByText('unsure', { exact: true })).toBeHidden();

  await page.getByRole('link', { name: 'Captions' }).click();
  const inList = (name: string): Locator =>
    page.locator('caption-row').filter({ hasText: name }).getByText('unsure', { exact: true });
  await expect(inList('astronaut.jpg')).toBeVisible();
  await expect(page.getByLabel('Caption of cat.png')).toHaveValue(words);
  await expect(inList('cat.png')).toHaveCount(0);
  await page.getByRole('link', { name: 'Photographs' }).click();

  const dialog = await ocelli.open('astronaut.jpg');
  await expect(dialog.getByText('unsure', { exact: true })).toBeVisible();
  await dialog.getByLabel('Caption', { exact: true }).fill('An astronaut in front of a flag.');
  await dialog.getByLabel('Caption', { exact: true }).blur();
  await expect(dialog.getByText('unsure', { exact: true })).toBeHidden();
});
