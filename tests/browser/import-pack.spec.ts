/** Packs brought from disk to a page whose folder of packs has none: stored, used without network, chosen, deleted. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { serveDirectory } from '../../src/cli/browser/static-server.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, root, sample, test } from './ocelli-test.ts';
import { settled } from './stored-pack.ts';

const pack = join(root, 'public/packs/ocelli-blip');
const json = JSON.parse(readFileSync(join(pack, 'pack.json'), 'utf8')) as {
  title: string;
  files: { path: string; bytes: number }[];
};
const names = ['pack.json', ...json.files.map(({ path }) => path)];

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ocelli-import-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The app without any pack, in the test's folder. */
function appWithoutPacks(build: string): string {
  const app = join(folder, 'app');
  cpSync(build, app, { recursive: true, filter: (path) => !path.startsWith(join(build, 'packs')) });
  cpSync(join(build, 'packs/index.json'), join(app, 'packs/index.json'), { recursive: true });
  writeFileSync(join(app, 'packs/index.json'), '{"packs":[]}');
  return app;
}

/** The pack as one zip, its pack.json changed. */
function zipped(changed: object): Buffer {
  const read = (name: string) =>
    name === 'pack.json'
      ? new TextEncoder().encode(JSON.stringify({ ...json, ...changed }))
      : new Uint8Array(readFileSync(join(pack, name)));
  const files = Object.fromEntries(names.map((name) => [`own/${name}`, read(name)]));
  return Buffer.from(zipSync(files, { level: 1 }));
}

const stored = (page: Page) =>
  page.evaluate(async () => (await (await caches.open('ocelli-files')).keys()).length);

test.describe('a page without packs', () => {
  test.use({ serviceWorkers: 'allow' });

  test('takes one in from a folder, captions with it, also without network, and forgets it', async ({
    page,
    build,
  }) => {
    // A browser without pickers of its own, as Firefox and Safari are: the folder comes by a plain input.
    await page.addInitScript(() => {
      for (const name of ['showOpenFilePicker', 'showDirectoryPicker'])
        delete (window as unknown as Record<string, unknown>)[name];
    });
    const host = await serveDirectory(appWithoutPacks(build));
    await page.goto(`${host.origin}/?view=models`);
    await expect(page.getByRole('button', { name: 'Choose a folder' })).toBeVisible();
    await expect(page.getByRole('article')).toHaveCount(0);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    await (await chooser).setFiles(pack);
    const card = page.getByRole('article', { name: json.title });
    await expect(card.locator('.stored')).toHaveText('Yes, whole');
    await expect(card).toContainText('from disk');
    await expect(page.getByRole('progressbar', { name: 'Import of a model' })).toBeHidden();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    const ocelli = new OcelliPage(page);
    await page.getByRole('link', { name: 'Photographs' }).click();
    await ocelli.choose([sample('cat.png')]);
    await expect(ocelli.caption('cat.png')).toHaveText(/\w+ \w+/);
    await settled(page, 'ocelli-blip');

    await host.close();
    await page.reload();
    await ocelli.choose([sample('coffee.jpg')]);
    await expect(ocelli.caption('coffee.jpg')).toHaveText(/\w+ \w+/);

    await page.getByRole('link', { name: 'Models' }).click();
    await card.getByRole('button', { name: /^Delete/ }).click();
    await expect(card).toHaveCount(0);
    expect(await stored(page)).toBe(0);
  });
});

test('a zip of a pack with an id of its own stands beside the others, and is chosen and captions', async ({
  page,
  site,
}) => {
  await page.goto(`${site.origin}/?view=models`);
  const served = page.getByRole('article', { name: json.title, exact: true });
  await expect(served.locator('.stored')).toHaveText('Yes, whole');
  await expect(page.getByRole('button', { name: /captions and search/ })).toHaveCount(0);
  const zip = join(folder, 'own.zip');
  writeFileSync(zip, zipped({ id: 'own', title: 'My own', version: '9.9' }));
  await page.getByLabel('Files of a model').setInputFiles(zip);
  const own = page.getByRole('article', { name: 'My own', exact: true });
  await expect(own.locator('.stored')).toHaveText('Yes, whole');
  await expect(served).toContainText('In use for captions and search');

  const loaded = page.waitForEvent('load');
  await own.getByRole('button', { name: 'Use for captions and search' }).click();
  await loaded;
  await expect(own).toContainText('In use for captions and search');
  await page.getByRole('link', { name: 'Photographs' }).click();
  const ocelli = new OcelliPage(page);
  await ocelli.choose([sample('cat.png')]);
  await expect(ocelli.caption('cat.png')).toHaveText(/\w+ \w+/);
  const madeBy = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('ocelli-library');
      request.addEventListener('success', () => resolve(request.result));
    });
    const rows = await new Promise<{ caption?: { pack?: string } }[]>((resolve) => {
      const request = database.transaction('photographs').objectStore('photographs').getAll();
      request.addEventListener('success', () => resolve(request.result));
    });
    database.close();
    return rows.map(({ caption }) => caption?.pack);
  });
  expect(madeBy).toEqual(['own@9.9']);

  // The two share all files: deleting one leaves the other whole, and the choice falls back to it.
  await page.getByRole('link', { name: 'Models' }).click();
  await own.getByRole('button', { name: /^Delete/ }).click();
  await expect(own).toHaveCount(0);
  await expect(served.locator('.stored')).toHaveText('Yes, whole');
});

test('what is wrong with a pack is said, and nothing of it is kept', async ({ page, build }) => {
  const host = await serveDirectory(appWithoutPacks(build));
  await page.goto(`${host.origin}/?view=models`);
  const files = page.getByLabel('Files of a model');
  const alert = page.getByRole('alert');
  const path = (name: string) => join(folder, name);
  cpSync(pack, path('pack'), { recursive: true });
  const paths = () => readdirSync(path('pack')).map((name) => path(`pack/${name}`));

  await files.setInputFiles([sample('cat.png')]);
  await expect(alert).toContainText('There is no pack.json among these files (1).');
  await files.setInputFiles([join(pack, 'pack.json')]);
  await expect(alert).toContainText(`not beside it: ${json.files.map((file) => file.path).join(', ')}.`);
  const [first] = json.files;
  if (!first) throw new Error('The pack has no files.');
  writeFileSync(path(`pack/${first.path}`), Buffer.alloc(first.bytes));
  await files.setInputFiles(paths());
  await expect(alert).toContainText(`${first.path} is not the file this pack was made with: its SHA-256`);
  cpSync(join(pack, first.path), path(`pack/${first.path}`));
  writeFileSync(path('pack/pack.json'), JSON.stringify({ ...json, family: 'martian' }));
  await files.setInputFiles(paths());
  await expect(alert).toContainText('family "martian" is not known');
  expect(await stored(page)).toBe(0);
  await expect(page.getByRole('article')).toHaveCount(0);

  // The browser grants too little: 10 MB of what the pack needs.
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin, quotaSize: 10_000_000 });
  await files.setInputFiles(names.map((name) => join(pack, name)));
  await expect(alert).toContainText('The pack could not be stored');
  expect(await stored(page)).toBe(0);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: host.origin });
  await files.setInputFiles(names.map((name) => join(pack, name)));
  await expect(page.getByRole('article', { name: json.title }).locator('.stored')).toHaveText('Yes, whole');
  await expect(alert).toHaveCount(0);
  await host.close();
});

test('a pack that takes files from others says which must come first, then stands beside them', async ({
  page,
  build,
}) => {
  const host = await serveDirectory(appWithoutPacks(build));
  await page.goto(`${host.origin}/?view=models`);
  const files = page.getByLabel('Files of a model');
  const alert = page.getByRole('alert');
  const packs = join(root, 'public/packs');
  const bring = (id: string) =>
    files.setInputFiles(readdirSync(join(packs, id)).map((name) => join(packs, id, name)));
  const card = (title: string) => page.getByRole('article', { name: title, exact: true });

  await bring('ocelli-blip2');
  await expect(alert).toContainText(
    'takes eye.bin, text.onnx, med.bin from the pack ocelli-blip, which is not on this device',
  );
  await bring('ocelli-blip');
  await expect(card('Ocelli BLIP').locator('.stored')).toHaveText('Yes, whole');
  await bring('ocelli-blip2');
  await expect(alert).toContainText('Import ocelli-llava first, or choose the folder that has both.');
  await bring('ocelli-llava');
  await expect(card('Ocelli LLaVA').locator('.stored')).toHaveText('Yes, whole');
  await bring('ocelli-blip2');
  const blip2 = card('Ocelli BLIP-2');
  await expect(blip2.locator('.stored')).toHaveText('Yes, whole');
  await expect(blip2).toContainText('from disk');
  await expect(alert).toHaveCount(0);

  // What the two share stays with the one that is left.
  await card('Ocelli LLaVA')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(card('Ocelli LLaVA')).toHaveCount(0);
  await expect(blip2.locator('.stored')).toHaveText('Yes, whole');
  await host.close();
});
