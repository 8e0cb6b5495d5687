/**
 * A later visit finds the code that the browser compiled from ONNX Runtime's module, through the service worker too. In
 * a profile on disk, since a private one forgets its code.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { chromiumPath } from '../../src/cli/browser/chromium.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';
import { settled } from './stored-pack.ts';

interface TraceEvent {
  name: string;
  args?: { url?: string };
}

let profile: string;
test.beforeEach(() => void (profile = mkdtempSync(join(tmpdir(), 'ocelli-profile-'))));
test.afterEach(() => rmSync(profile, { recursive: true, force: true }));

/** Opens the browser on the profile for one visit. Returns the modules whose compiled code it found again. */
async function visit(origin: string, act: (page: Page) => Promise<void>): Promise<string[]> {
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    serviceWorkers: 'allow',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const page = await context.newPage();
  const protocol = await context.newCDPSession(page);
  const events: TraceEvent[] = [];
  protocol.on(
    'Tracing.dataCollected',
    ({ value }) => void events.push(...(value as unknown as TraceEvent[])),
  );
  const complete = new Promise((resolve) => protocol.once('Tracing.tracingComplete', resolve));
  await protocol.send('Tracing.start', {
    traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline'] },
  });
  await page.goto(`${origin}/`);
  await act(page);
  await protocol.send('Tracing.end');
  await complete;
  await context.close();
  return events
    .filter(({ name }) => name === 'v8.wasm.moduleCacheHit')
    .map(({ args }) => new URL(args?.url ?? 'none:').pathname);
}

async function caption(page: Page, name: string): Promise<void> {
  const ocelli = new OcelliPage(page);
  await ocelli.choose([sample(name)]);
  await expect(ocelli.caption(name)).toHaveText(/\w+ \w+/);
}

test('what was compiled is found again', async ({ site }) => {
  const first = await visit(site.origin, async (page) => {
    await caption(page, 'cat.png');
    await settled(page, 'ocelli-blip');
  });
  expect(first).toEqual([]);

  // The browser stores code when it has optimised enough of it: a busy machine may need a visit more.
  let found: string[] = [];
  for (const name of ['coffee.jpg', 'rocket.jpg', 'astronaut.jpg']) {
    found = await visit(site.origin, async (page) => {
      expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
      await caption(page, name);
    });
    if (found.length > 0) break;
  }
  expect(found).toEqual([expect.stringMatching(/ort-wasm-simd-threaded-[\w-]+\.wasm$/)]);
});
