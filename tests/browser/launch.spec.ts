/** Photographs opened with the installed page: the types it asks for, and what the browser hands over. */
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { OcelliPage } from './ocelli-page.ts';
import { expect, fixture, root, sample, test } from './ocelli-test.ts';
import { storePrivately } from './private-files.ts';

const opened = ['cat.png', 'coffee.heic', 'rocket.jpg'];
const paths = [sample('cat.png'), fixture('coffee.heic'), sample('rocket.jpg')];

test('the web manifest asks for photographs of every type that is opened here', () => {
  const manifest = JSON.parse(readFileSync(join(root, 'public/manifest.webmanifest'), 'utf8')) as {
    file_handlers: { accept: Record<string, string[]> }[];
  };
  const types = manifest.file_handlers.flatMap(({ accept }) => Object.keys(accept));
  const endings = manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat());
  expect(types.every((type) => type.startsWith('image/'))).toBe(true);
  expect(endings).toEqual(expect.arrayContaining([...opened.map((name) => extname(name)), '.jpeg', '.heif']));
});

test('files the page is launched with are taken in, and those of a second launch', async ({
  enginePage: page,
  site,
}) => {
  const files = opened.map((name, i) => [name, readFileSync(paths[i] ?? '')] as const);
  await storePrivately(page, Object.fromEntries(files));
  // What an operating system does: the page is given handles when it asks, and again at each launch.
  await page.addInitScript(() => {
    let give: ((launch: { files: FileSystemFileHandle[] }) => void) | undefined;
    const launch = async (names: string[]) => {
      const folder = await navigator.storage.getDirectory();
      give?.({ files: await Promise.all(names.map((name) => folder.getFileHandle(name))) });
    };
    const setConsumer = (consume: typeof give) => {
      give = consume;
      void launch(['cat.png', 'coffee.heic']);
    };
    Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
    Object.assign(window, { launch });
  });

  const ocelli = await OcelliPage.open(page, site);
  await expect(ocelli.caption('cat.png')).toHaveText(/\w+ \w+/);
  await expect(ocelli.caption('coffee.heic')).toHaveText(/\w+ \w+/);
  await page.evaluate(() =>
    (window as unknown as { launch: (names: string[]) => Promise<void> }).launch(['rocket.jpg']),
  );
  await expect(ocelli.caption('rocket.jpg')).toHaveText(/\w+ \w+/);
  await expect(ocelli.cards).toHaveCount(opened.length);
});
