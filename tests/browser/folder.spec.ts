/** A folder of folders, chosen or dropped: its pictures come with their places and with the captions beside them. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';
import { storePrivately } from './private-files.ts';

const captions = {
  'beach/1': 'A tabby looks up.',
  'town/night/1': 'Espresso, late.',
  rocket: 'The launch of a satellite.',
};
const files: Record<string, Buffer> = {
  'beach/1.png': readFileSync(sample('cat.png')),
  'town/night/1.jpg': readFileSync(sample('coffee.jpg')),
  'rocket.jpg': readFileSync(sample('rocket.jpg')),
  'beach/film.mp4': Buffer.from('no picture'),
  ...Object.fromEntries(Object.entries(captions).map(([stem, text]) => [`${stem}.txt`, Buffer.from(text)])),
};

let above: string;
let folder: string;
test.beforeAll(() => {
  above = mkdtempSync(join(tmpdir(), 'ocelli-folder-'));
  folder = join(above, 'holiday');
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
});
test.afterAll(() => rmSync(above, { recursive: true, force: true }));

/** The pictures with their places, and nothing else, in the library and among the captions. */
async function expectTakenIn(page: Page): Promise<void> {
  await expect(new OcelliPage(page).cards).toHaveCount(3);
  await page.getByRole('link', { name: 'Captions' }).click();
  const rows = page.getByRole('article');
  await expect(rows).toHaveCount(3);
  for (const [stem, text] of Object.entries(captions)) {
    const row = rows.filter({ hasText: new RegExp(`^\\s*${stem}\\.(png|jpg)`) });
    await expect(row, stem).toContainText(`Beside the picture: ${text}`);
  }
}

async function drop(page: Page, paths: string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await devtools.send('Input.dispatchDragEvent', { type, x: 200, y: 300, data });
}

test('chosen as files of a folder, in a browser without its own folder chooser', async ({ page, site }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'));
  await OcelliPage.open(page, site);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Folder' }).click();
  await (await chooser).setFiles(folder);
  await expectTakenIn(page);
});

test('chosen as a handle of a folder', async ({ enginePage: page, site }) => {
  const stored = Object.entries(files).map(([path, bytes]) => [`holiday/${path}`, bytes] as const);
  await storePrivately(page, Object.fromEntries(stored));
  // The chooser itself is a window of the system; the handle it would give is a real one.
  await page.addInitScript(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('holiday');
    Object.defineProperty(window, 'showDirectoryPicker', { value: showDirectoryPicker });
  });
  await OcelliPage.open(page, site);
  await page.getByRole('button', { name: 'Folder' }).click();
  await expectTakenIn(page);
});

test('dropped, one folder or a folder beside a file', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await expect(ocelli.chooseButton).toBeVisible();
  await drop(page, [folder]);
  await expectTakenIn(page);

  await page.getByRole('link', { name: 'Photographs' }).click();
  cpSync(sample('astronaut.jpg'), join(above, 'astronaut.jpg'));
  mkdirSync(join(above, 'more'));
  cpSync(sample('photographer.jpg'), join(above, 'more/photographer.jpg'));
  await drop(page, [join(above, 'more'), join(above, 'astronaut.jpg')]);
  await expect(ocelli.cards).toHaveCount(5);
  await expect(ocelli.card('photographer.jpg').getByTitle('more/photographer.jpg')).toBeVisible();
  await expect(ocelli.card('astronaut.jpg').getByTitle('astronaut.jpg', { exact: true })).toBeVisible();
});
