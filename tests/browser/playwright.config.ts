/**
 * The tests that need a browser: `browser` drives the built app and the command line, `parity` compares every stage
 * with PyTorch's golden tensors. Run `npm run build` first. One worker, since the model itself uses every core.
 */
import { defineConfig } from '@playwright/test';
import { chromiumPath } from '../../src/cli/browser/chromium.ts';

export default defineConfig({
  projects: [
    { name: 'browser', testDir: '.' },
    { name: 'parity', testDir: '../parity' },
  ],
  outputDir: '../../test-results',
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 420_000,
  expect: { timeout: 120_000 },
  // A model that does not load at all would fail every test by its timeout.
  maxFailures: 10,
  reporter: 'list',
  // Requests through a service worker can't be altered by a test; those about it allow it.
  use: { serviceWorkers: 'block', launchOptions: { executablePath: chromiumPath() } },
});
