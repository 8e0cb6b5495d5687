/** Without network after one visit: conversations, with every pack that can chat; captions and search go on beside them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { serveDirectory, type StaticServer } from '../../src/cli/browser/static-server.ts';
import { packsThatCan } from './chat-packs.ts';
import { ChatPage } from './chat-page.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';
import { settled } from './stored-pack.ts';

test.use({ serviceWorkers: 'allow' });

/** A host of its own, which sends no isolation headers: it is closed, and nobody answers at its address any more. */
let host: StaticServer;
test.beforeEach(async ({ build }) => {
  host = await serveDirectory(build, { isolated: false });
});
test.afterEach(() => host.close());

/** Loads the model of conversations by its button, which names its size. */
async function load(chat: ChatPage): Promise<void> {
  await chat.page.getByRole('button', { name: /^Load it/ }).click();
  await expect(chat.page.getByLabel('Your question')).toBeVisible();
}

/** Takes the network away, loads the page anew, and asks about a photograph. */
async function talkWithoutNetwork(page: Page, pack: string): Promise<void> {
  await settled(page, 'ocelli-blip', pack);
  await host.close();
  await page.context().setOffline(true);
  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const chat = new ChatPage(page);
  await load(chat);
  await page.getByLabel('Picture files').setInputFiles(sample('coffee.jpg'));
  await chat.ask('What is on the table?');
  await expect(chat.answers.first()).toContainText('tokens/s');
  const answer = await chat.answers.first().locator('.prose').textContent();
  console.log(`${pack} without network: ${answer?.trim()}`);
  expect(answer).toMatch(/\w+/);
}

/** Paths of the kernels' WebAssembly modules. */
function kernelsOf(build: string): string[] {
  const assets = readdirSync(join(build, 'assets'));
  return assets.filter((name) => /^(dot|relaxed|simd)-.*\.wasm$/.test(name)).map((name) => `assets/${name}`);
}

const [first, ...others] = packsThatCan('chat');

test(`${first}: a conversation, captions and a search`, async ({ page, build }) => {
  const chat = await ChatPage.open(page, host);
  await load(chat);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await talkWithoutNetwork(page, first ?? '');

  // The first visit had no use for the kernels of threads.
  const kernels = kernelsOf(build);
  expect(kernels).toHaveLength(6);
  for (const path of kernels)
    expect(await page.evaluate(async (path) => (await fetch(path)).ok, path), path).toBe(true);

  const ocelli = new OcelliPage(page);
  await page.getByRole('link', { name: 'Photographs' }).click();
  await ocelli.sample('Cat').click();
  await ocelli.choose([sample('coffee.jpg')]);
  for (const name of ['cat.png', 'coffee.jpg']) await expect(ocelli.caption(name)).toHaveText(/\w+ \w+/);
  await ocelli.search('a cup of coffee');
  await expect.poll(async () => (await ocelli.names())[0]).toBe('coffee.jpg');
});

for (const pack of others) {
  test(`${pack}, chosen for conversations in the view of the models`, async ({ page }) => {
    await page.goto(`${host.origin}/?view=models`);
    const card = page
      .getByRole('article')
      .filter({ has: page.getByRole('button', { name: 'Use for conversations' }) });
    const loaded = page.waitForEvent('load');
    await card.getByRole('button', { name: 'Use for conversations' }).click();
    await loaded;
    await page.getByRole('link', { name: 'Conversation' }).click();
    await load(new ChatPage(page));
    await talkWithoutNetwork(page, pack);
  });
}
