/** The benchmark's page with a decoder in its worker, for the tests of decoders in a browser. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Loaded, LoadRequest, Step, StepResult } from '../../src/cli/benchmark/page/methods.ts';
import { benchmarkPage, upToDateBenchmarkPage } from '../../src/cli/browser/build.ts';
import { serveDirectory } from '../../src/cli/browser/static-server.ts';
import { root } from './ocelli-test.ts';

/** The folder of the tiny voice; `python -m ocelli.export.tiny_voice` writes it. */
const voiceFolder = join(root, 'tests/fixtures/voice');

/** What transformers' Llama makes of the tiny voice. */
export interface Golden {
  prompt: number[];
  greedy: number[];
  logits: number[];
  penalised: number[];
  embeds: number[];
  afterEmbeds: number[];
}

export async function readGolden(): Promise<Golden> {
  return JSON.parse(await readFile(join(voiceFolder, 'golden.json'), 'utf8')) as Golden;
}

export interface DecoderPage {
  load(request: Omit<LoadRequest, 'voice'>): Promise<Loaded>;
  run(steps: Step[]): Promise<StepResult[]>;
}

/** Opens the page for as long as `use` takes. @param folder Of the voice; the tiny one by default. */
export async function withDecoderPage(
  page: Page,
  use: (decoder: DecoderPage) => Promise<void>,
  folder: string = voiceFolder,
): Promise<void> {
  const server = await serveDirectory(await upToDateBenchmarkPage());
  try {
    await page.goto(`${server.origin}/${benchmarkPage}`);
    const voice = server.shareFolder(folder);
    await use({
      load: (request) => page.evaluate((argument) => window.decoder('load', argument), { ...request, voice }),
      run: (steps) => page.evaluate((argument) => window.decoder('run', argument), steps),
    });
  } finally {
    await page.goto('about:blank');
    await server.close();
  }
}
