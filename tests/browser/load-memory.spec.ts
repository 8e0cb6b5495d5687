/** A voice is streamed into the memory it lives in: at no time is there a second copy of it, wherever it comes from. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { peakMemoryMB } from './peak-memory.ts';
import { benchmarkPage, upToDateBenchmarkPage } from '../../src/cli/browser/build.ts';
import { serveDirectory } from '../../src/cli/browser/static-server.ts';
import { expect, root, test } from './ocelli-test.ts';

const packs = join(root, 'public/packs');

test('loading a voice takes at most 1.5 times its file from the network, 1.3 times from the cache', async ({
  browser,
}) => {
  const fileMB = (await stat(join(packs, 'ocelli-llava/voice.bin'))).size / 1e6;
  const server = await serveDirectory(await upToDateBenchmarkPage());
  const voice = `${server.shareFolder(packs)}/ocelli-llava`;
  const context = await browser.newContext({ serviceWorkers: 'block' });
  try {
    // From the network the browser has a copy of what is on its way to the disk.
    for (const [source, most] of [
      ['network', 1.5],
      ['cache', 1.3],
    ] as const) {
      if (source === 'cache') await context.route('**/voice.bin', (route) => route.abort());
      const page = await context.newPage();
      await page.goto(`${server.origin}/${benchmarkPage}`);
      await page.evaluate(() => window.decoder('run', [])); // The worker itself is no part of it.
      const { memoryMB = NaN } = await peakMemoryMB(browser, () =>
        page.evaluate(
          (folder) => window.decoder('load', { engine: 'wasm', voice: folder, asPack: true }),
          voice,
        ),
      );
      await page.close();
      console.log(`${source}: ${memoryMB.toFixed(0)} MB at most for a file of ${fileMB.toFixed(0)} MB`);
      expect(memoryMB).toBeGreaterThan(fileMB); // Else something else was measured.
      expect(memoryMB).toBeLessThan(most * fileMB);
    }
  } finally {
    await context.close();
    await server.close();
  }
});
