/** The voice that ships, loaded by the decoder's worker alone: from the network, and then from what that stored. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import { benchmarkPage, root } from '../browser/build.ts';
import { peakMemoryMB } from '../browser/peak-memory.ts';
import type { StaticServer } from '../browser/static-server.ts';

const packs = join(root, 'public/packs');
/** The pack whose voice it is. */
export const voicePack = 'ocelli-llava';

export interface VoiceLoad {
  source: 'network' | 'cache';
  ms: number;
  /** The most that the page's process grew by. */
  memoryMB?: number;
}

/** In a new profile of `browser`. @param server Of the benchmark's page. */
export async function voiceLoads(
  browser: Browser,
  server: StaticServer,
): Promise<{ fileMB: number; loads: VoiceLoad[] }> {
  const fileMB = (await stat(join(packs, voicePack, 'voice.bin'))).size / 1e6;
  const voice = `${server.shareFolder(packs)}/${voicePack}`;
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const loads: VoiceLoad[] = [];
  try {
    for (const source of ['network', 'cache'] as const) {
      if (source === 'cache') await context.route('**/voice.bin', (route) => route.abort());
      const page = await context.newPage();
      await page.goto(`${server.origin}/${benchmarkPage}`);
      await page.evaluate(() => window.decoder('run', [])); // The worker itself is no part of it.
      const { value, memoryMB } = await peakMemoryMB(browser, () =>
        page.evaluate(
          (folder) => window.decoder('load', { engine: 'wasm', voice: folder, asPack: true }),
          voice,
        ),
      );
      await page.close();
      loads.push({ source, ms: value.ms, ...(memoryMB !== undefined && { memoryMB }) });
    }
    return { fileMB, loads };
  } finally {
    await context.close();
  }
}
