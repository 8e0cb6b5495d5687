/**
 * The decoder in Chromium, on each build of its kernels and on one thread and two, against transformers' tokens for
 * random voices with the same dequantised weights.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, root, test } from './ocelli-test.ts';

/** The golden file of a voice and where its files lie: a Llama's and an OPT's. */
const voices = (['tiny-voice', 'tiny-opt'] as const).map((name) => {
  const folder = join(root, 'tests/fixtures/golden', name);
  const golden = JSON.parse(readFileSync(join(folder, 'golden.json'), 'utf8')) as {
    prompts: number[][];
    continuations: number[][];
    text: number[];
    meanNll: number;
  };
  return { name, folder, golden };
});

for (const build of ['dot', 'relaxed', 'simd'] as const) {
  for (const threads of [1, 2]) {
    for (const { name, folder, golden } of voices) {
      test(`${name} on ${build} kernels and ${threads} thread(s) gives transformers' tokens`, async ({
        enginePage,
        site,
      }) => {
        const { prompts, text } = golden;
        const result = await enginePage.evaluate((params) => window.ocelli.tryDecoder(params), {
          weights: site.share(join(folder, 'voice.bin')),
          description: site.share(join(folder, 'voice.json')),
          builds: [build],
          threads,
          exact: true,
          prompts,
          tokens: 24,
          text,
        });
        expect(result.build).toBe(build); // Else the self-test turned it down.
        expect(result.threads).toBe(threads);
        expect(result.runs.map(({ ids }) => ids)).toEqual(golden.continuations);
        // Activations, keys and values are rounded to 16 bits.
        expect(Math.abs((result.meanNll as number) - golden.meanNll)).toBeLessThan(2e-4);
      });
    }
  }
}

test('more threads than heads: some have nothing to do, and the tokens are the same', async ({
  enginePage,
  site,
}) => {
  for (const { folder, golden } of voices) {
    const result = await enginePage.evaluate((params) => window.ocelli.tryDecoder(params), {
      weights: site.share(join(folder, 'voice.bin')),
      description: site.share(join(folder, 'voice.json')),
      threads: 5,
      exact: true,
      prompts: golden.prompts,
      tokens: 24,
    });
    expect(result.threads).toBe(5);
    expect(result.runs.map(({ ids }) => ids)).toEqual(golden.continuations);
  }
});

test('codes of one byte are near: the text is about as likely, and the self-test takes them', async ({
  enginePage,
  site,
}) => {
  for (const { folder, golden } of voices) {
    const run = (exact: boolean) =>
      enginePage.evaluate((params) => window.ocelli.tryDecoder(params), {
        weights: site.share(join(folder, 'voice.bin')),
        description: site.share(join(folder, 'voice.json')),
        threads: 1,
        exact,
        prompts: [],
        tokens: 0,
        text: golden.text,
      });
    const [rounded, exact] = [await run(false), await run(true)];
    const off = Math.abs((rounded.meanNll as number) - golden.meanNll);
    expect(off).toBeLessThan(0.05);
    expect(off).toBeGreaterThan(10 * Math.abs((exact.meanNll as number) - golden.meanNll));
  }
});

test('a page without isolation decodes on one thread, whatever was asked', async ({ page, plainSite }) => {
  const { folder, golden } = voices[0] as (typeof voices)[number];
  await page.goto(`${plainSite.origin}/engine.html`);
  const result = await page.evaluate((params) => window.ocelli.tryDecoder(params), {
    weights: plainSite.share(join(folder, 'voice.bin')),
    description: plainSite.share(join(folder, 'voice.json')),
    threads: 2,
    exact: true,
    prompts: golden.prompts.slice(0, 1),
    tokens: 24,
  });
  expect(result.threads).toBe(1);
  expect(result.runs[0]?.ids).toEqual(golden.continuations[0]);
});
