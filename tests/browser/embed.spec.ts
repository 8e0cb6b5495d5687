/**
 * <ocelli-vlm> on other people's pages: a plain page of another origin under the policy that docs/embed.md gives, and
 * a site made by VitePress. No page here is cross-origin isolated.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { serveDirectory } from '../../src/cli/browser/static-server.ts';
import { expect, root, sample, test } from './ocelli-test.ts';

const library = join(root, 'dist-lib');
const fixtures = join(root, 'tests/fixtures');
const modelFile = /\.(onnx|bin|wasm)$/;
let folder: string;

test.beforeAll(() => {
  if (!existsSync(join(library, 'ocelli-vlm.js'))) throw new Error('No library. Run: npm run build:lib');
  folder = mkdtempSync(join(tmpdir(), 'ocelli-embed-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The policy that docs/embed.md gives for a library on another origin. */
function documentedPolicy(origin: string): string {
  const recipe = /```\n(default-src[^`]*)```/.exec(readFileSync(join(root, 'docs/embed.md'), 'utf8'));
  if (!recipe?.[1]) throw new Error('docs/embed.md gives no policy.');
  return recipe[1].replaceAll('https://cdn.example', origin).replaceAll(/\s+/g, ' ').trim();
}

test('a plain page of another origin, under the documented policy', async ({ page }) => {
  const cors = { 'Access-Control-Allow-Origin': '*' };
  const elsewhere = await serveDirectory(library, { isolated: false, headers: cors });
  const html = readFileSync(join(fixtures, 'embed/page.html'), 'utf8');
  writeFileSync(join(folder, 'index.html'), html.replace('LIBRARY', elsewhere.origin));
  cpSync(sample('coffee.jpg'), join(folder, 'coffee.jpg'));
  const headers = { 'Content-Security-Policy': documentedPolicy(elsewhere.origin) };
  const host = await serveDirectory(folder, { isolated: false, headers });

  const requested: string[] = [];
  page.context().on('request', (request) => requested.push(new URL(request.url()).pathname));
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security|Refused|CORS/i.test(message.text())) complaints.push(message.text());
  });
  await page.goto(`${host.origin}/`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);

  const button = page.getByRole('button', { name: /^Load the model \(\d+ MB\)$/ });
  await expect(button).toBeVisible();
  expect(requested.filter((path) => modelFile.test(path))).toEqual([]);
  const scripts = requested.filter((path) => path.endsWith('.js'));
  const shellBytes = scripts
    .map((path) => gzipSync(readFileSync(join(library, path))).length)
    .reduce((sum, bytes) => sum + bytes, 0);
  console.log(`Shell of the element: ${(shellBytes / 1000).toFixed(1)} kB gzip in ${scripts.length} files`);
  expect(scripts).toContain('/ocelli-vlm.js');
  expect(shellBytes).toBeLessThanOrEqual(40_000);

  await page.locator('ocelli-vlm').evaluate((element) => {
    const log: [string, unknown][] = [];
    Object.assign(window, { log });
    for (const type of ['progress', 'caption', 'error'])
      element.addEventListener(type, (event) => log.push([type, (event as CustomEvent).detail]));
  });
  await button.click();
  await expect(page.getByRole('progressbar')).toBeVisible();
  // Moved while it loads, as by a page that lays itself out anew, it goes on.
  await page.locator('ocelli-vlm').evaluate((element) => document.body.prepend(element));
  const text = page.locator('ocelli-vlm [part=text]:not([aria-live])');
  await expect(text).toHaveText(/^[A-Z]\w* \w+/);
  const log = await page.evaluate(() => (window as unknown as { log: [string, { caption?: string }][] }).log);
  expect(log.filter(([type]) => type === 'error')).toEqual([]);
  expect(log[0]?.[0]).toBe('progress');
  const last = log.at(-1);
  expect(last?.[0]).toBe('caption');
  expect((await text.textContent())?.toLowerCase()).toBe(last?.[1].caption);
  expect(complaints).toEqual([]);

  await page.locator('ocelli-vlm').evaluate((element) => element.setAttribute('src', 'missing.jpg'));
  await expect(page.locator('ocelli-vlm [part=error]')).toContainText('missing.jpg');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await host.close();
  await elsewhere.close();
});

test('a VitePress site, in English and Korean', async ({ page }) => {
  const site = join(folder, 'site');
  const built = spawnSync(
    'npx',
    ['vitepress', 'build', join(fixtures, 'docs-site'), '--outDir', join(site, 'handbook')],
    { cwd: root, encoding: 'utf8' },
  );
  expect(built.status, built.stderr).toBe(0);
  cpSync(library, join(site, 'handbook/ocelli'), { recursive: true });
  cpSync(sample('coffee.jpg'), join(site, 'handbook/coffee.jpg'));
  const host = await serveDirectory(site, { isolated: false });
  await page.goto(`${host.origin}/handbook/`);
  // Until Vue has taken the page over, it may put other elements in the place of those that came.
  await page.waitForFunction(() => '__vue_app__' in (document.querySelector('#app') ?? {}));
  await page.getByRole('button', { name: /^Load the model/ }).click();
  await expect(page.locator('ocelli-vlm [part=text]:not([aria-live])')).toHaveText(/^[A-Z]\w* \w+/);

  await page.getByRole('link', { name: 'Another page' }).click();
  await page.getByRole('button', { name: '이 사진 설명하기' }).click();
  const text = page.locator('ocelli-vlm [part=text]:not([aria-live])');
  await expect(text).toHaveText(/^[A-Z]\w* \w+/);
  // On a page in Korean, what the model wrote is marked as English: the text, and the picture's alternative to it.
  await expect(page.locator('ocelli-vlm figure')).toHaveAttribute('lang', 'ko');
  await expect(text).toHaveAttribute('lang', 'en');
  await expect(page.locator('ocelli-vlm img')).toHaveAttribute('lang', 'en');
  await host.close();
});
