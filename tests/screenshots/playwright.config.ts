/** The pictures of docs/screenshots, which are taken on demand: `npm run screenshots`. */
import { defineConfig } from '@playwright/test';
import base from '../browser/playwright.config.ts';

export default defineConfig({
  ...base,
  projects: [{ name: 'screenshots', testDir: '.' }],
});
