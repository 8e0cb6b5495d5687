/**
 * The `test` of every browser test: the built app on a static server, with and without cross-origin isolation, and
 * the bare engine page on which `window.ocelli` is the public API.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { serveDirectory, type StaticServer } from '../../src/cli/browser/static-server.ts';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url));
/** The path of a sample photograph, which the page offers too. */
export const sample = (name: string) => join(root, 'public/samples', name);
/** The path of one of the difficult images. */
export const fixture = (name: string) => join(root, 'tests/fixtures/images', name);

interface WorkerFixtures {
  /** The folder of the built app. */
  build: string;
  /** The built app, cross-origin isolated. */
  site: StaticServer;
  /** The built app on a host that sends no isolation headers. */
  plainSite: StaticServer;
}

interface TestFixtures {
  /** The engine page of the isolated site. */
  enginePage: Page;
}

async function serveBuild(build: string, isolated: boolean, use: (server: StaticServer) => Promise<void>) {
  if (!existsSync(join(build, 'index.html')))
    throw new Error('There is no build to test. Run: npm run build');
  const server = await serveDirectory(build, { isolated });
  await use(server);
  await server.close();
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  build: [join(root, 'dist'), { scope: 'worker', option: true }],
  site: [({ build }, use) => serveBuild(build, true, use), { scope: 'worker' }],
  plainSite: [({ build }, use) => serveBuild(build, false, use), { scope: 'worker' }],
  enginePage: async ({ page, site }, use) => {
    await page.goto(`${site.origin}/engine.html`);
    await use(page);
  },
});

export { expect } from '@playwright/test';
// Brings the types of `window.ocelli` along.
export type { Engine } from '../../src/app/engine-page.ts';
