/** What is wrong with a pack is said by code and in words. Only the network between page and server is altered here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, root, test } from './ocelli-test.ts';

interface Failure {
  code: string;
  message: string;
}

const pack = 'ocelli-blip';
const manifest = JSON.parse(readFileSync(join(root, `dist/packs/${pack}/pack.json`), 'utf8')) as {
  files: { path: string }[];
};

function failureOf(page: Page, options: { packs?: string; pack?: string }): Promise<Failure> {
  return page.evaluate(
    (settings) =>
      window.ocelli.createVlm({ device: 'wasm', ...settings }).then(
        () => ({ code: 'loaded', message: '' }),
        (error: Failure) => ({ code: error.code, message: error.message }),
      ),
    options,
  );
}

for (const { path } of manifest.files) {
  test(`one flipped byte in ${path} is noticed`, async ({ enginePage }) => {
    await enginePage.context().route(`**/packs/${pack}/${path}*`, async (route) => {
      const response = await route.fetch();
      const body = await response.body();
      const middle = Math.floor(body.length / 2);
      body[middle] = (body[middle] ?? 0) ^ 1;
      await route.fulfill({ response, body });
    });
    const failure = await failureOf(enginePage, {});
    expect(failure.code).toBe('pack-integrity');
    expect(failure.message).toContain(path);
  });
}

test('a pack that is not there', async ({ enginePage }) => {
  const failure = await failureOf(enginePage, { pack: 'no-such-pack' });
  expect(failure.code).toBe('pack-not-found');
  expect(failure.message).toContain('no-such-pack');
});

test('a folder without packs', async ({ enginePage }) => {
  expect((await failureOf(enginePage, { packs: 'samples/' })).code).toBe('pack-not-found');
});

test('a file of the pack that is not there', async ({ enginePage }) => {
  const missing = manifest.files[0]?.path ?? '';
  await enginePage.context().route(`**/packs/${pack}/${missing}*`, (route) => route.fulfill({ status: 404 }));
  const failure = await failureOf(enginePage, {});
  expect(failure.code).toBe('pack-not-found');
  expect(failure.message).toContain(missing);
});

test('a connection that breaks', async ({ enginePage }) => {
  const broken = manifest.files[0]?.path ?? '';
  await enginePage.context().route(`**/packs/${pack}/${broken}*`, (route) => route.abort('connectionreset'));
  expect((await failureOf(enginePage, {})).code).toBe('network');
});

test('a manifest with a field missing names the field', async ({ enginePage }) => {
  await enginePage.context().route(`**/packs/${pack}/pack.json*`, async (route) => {
    const response = await route.fetch();
    const { preprocessing: _, ...rest } = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: rest });
  });
  const failure = await failureOf(enginePage, {});
  expect(failure.code).toBe('pack-invalid');
  expect(failure.message).toContain('preprocessing');
});

test('a failed load leaves nothing behind: the next one works', async ({ enginePage }) => {
  const pattern = `**/packs/${pack}/${manifest.files[0]?.path ?? ''}*`;
  await enginePage.context().route(pattern, (route) => route.abort('connectionreset'));
  expect((await failureOf(enginePage, {})).code).toBe('network');
  await enginePage.context().unroute(pattern);
  expect((await failureOf(enginePage, {})).code).toBe('loaded');
});
