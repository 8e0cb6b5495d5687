/**
 * The page as installed software: it works with the network cut after one visit, from a sub-path of a host that sends no
 * isolation headers; a newer version asks before it takes over; what other applications share is captioned.
 */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveDirectory } from '../../src/cli/browser/static-server.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, root, sample, test } from './ocelli-test.ts';
import { settled } from './stored-pack.ts';

test.use({ serviceWorkers: 'allow' });

let folder: string;
test.beforeEach(({ build }) => {
  folder = mkdtempSync(join(tmpdir(), 'ocelli-install-'));
  mkdirSync(join(folder, 'gallery'));
  cpSync(build, join(folder, 'gallery/ocelli'), { recursive: true });
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('without network after one visit: sub-path, no isolation headers', async ({ page }) => {
  const host = await serveDirectory(folder, { isolated: false });
  await page.goto(`${host.origin}/gallery/ocelli/`);
  const ocelli = new OcelliPage(page);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await ocelli.sample('Cat').click();
  await expect(ocelli.caption('cat.png')).toHaveText(/\w+ \w+/);
  await settled(page, 'ocelli-blip');

  await host.close();
  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await ocelli.sample('Coffee').click();
  await ocelli.choose([sample('rocket.jpg')]);
  await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);
  await expect(ocelli.caption('rocket.jpg')).toHaveText(/\w+ \w+/);
  await ocelli.search('a cup of coffee');
  await expect.poll(async () => (await ocelli.names())[0]).toBe('coffee.jpg');
});

test('a newer version asks before it takes over', async ({ page }) => {
  const host = await serveDirectory(join(folder, 'gallery/ocelli'));
  await page.goto(`${host.origin}/`);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const prompt = page.getByText('A new version of Ocelli is ready.');
  await expect(prompt).toBeHidden();
  await host.close();

  const script = join(folder, 'gallery/ocelli/service-worker.js');
  writeFileSync(script, `${readFileSync(script, 'utf8')}\n// a newer version\n`);
  const newer = await serveDirectory(join(folder, 'gallery/ocelli'), {
    port: Number(new URL(host.origin).port),
  });
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  await expect(prompt).toBeVisible();
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload', exact: true }).click();
  await loaded;
  await expect(prompt).toBeHidden();
  await newer.close();
});

test('a photograph shared by another application is captioned', async ({ page, site }) => {
  await page.goto(`${site.origin}/`);
  await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
  const manifest = JSON.parse(readFileSync(join(root, 'public/manifest.webmanifest'), 'utf8')) as {
    share_target: { action: string; method: string; enctype: string; params: { files: { name: string }[] } };
    icons: { src: string; sizes: string }[];
  };
  for (const { src } of manifest.icons) expect(existsSync(join(root, 'public', src)), src).toBe(true);

  const base64 = readFileSync(sample('coffee.jpg')).toString('base64');
  await page.evaluate(
    ({ target, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], 'from phone é.jpg', { type: 'image/jpeg' }));
      const form = document.createElement('form');
      Object.assign(form, { action: target.action, method: target.method, enctype: target.enctype });
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', name: target.params.files[0]?.name, files: data.files });
      form.append(input);
      document.body.append(form);
      form.submit();
    },
    { target: manifest.share_target, base64 },
  );
  const ocelli = new OcelliPage(page);
  await expect(ocelli.caption('from phone é.jpg')).toHaveText(/\w+ \w+/);
  expect(new URL(page.url()).pathname).toBe('/');
});
