/**
 * The decoder in Chromium, on each build of its kernels and on one thread and two, against transformers' tokens for
 * a random voice with the same dequantised weights.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, test } from './ocelli-test.ts';

const voice = join(root, 'tests/fixtures/golden/tiny-voice');
const golden = JSON.parse(readFileSync(join(voice, 'golden.json'), 'utf8')) as {
  prompts: number[][];
  continuations: number[][];
  text: number[];
  meanNll: number;
};

for (const build of ['dot', 'relaxed', 'simd'] as const) {
  for (const threads of [1, 2]) {
    test(`${build} kernels on ${threads} thread(s) give transformers' tokens`, async ({
      enginePage,
      site,
    }) => {
      const { prompts, text } = golden;
      const result = await enginePage.evaluate((params) => window.ocelli.tryDecoder(params), {
        weights: site.share(join(voice, 'voice.bin')),
        description: site.share(join(voice, 'voice.json')),
        builds: [build],
        threads,
        prompts,
        tokens: 24,
        text,
      });
      expect(result.build).toBe(build); // Else the self-test turned it down.
      expect(result.threads).toBe(threads);
      expect(result.runs.map(({ ids }) => ids)).toEqual(golden.continuations);
      expect(Math.abs((result.meanNll as number) - golden.meanNll)).toBeLessThan(1e-4);
    });
  }
}

test('a page without isolation decodes on one thread, whatever was asked', async ({ page, plainSite }) => {
  await page.goto(`${plainSite.origin}/engine.html`);
  const result = await page.evaluate((params) => window.ocelli.tryDecoder(params), {
    weights: plainSite.share(join(voice, 'voice.bin')),
    description: plainSite.share(join(voice, 'voice.json')),
    threads: 2,
    prompts: golden.prompts.slice(0, 1),
    tokens: 24,
  });
  expect(result.threads).toBe(1);
  expect(result.runs[0]?.ids).toEqual(golden.continuations[0]);
});
