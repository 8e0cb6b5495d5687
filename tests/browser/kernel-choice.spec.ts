/** Which kernels a browser gets: those of four products at once only where the processor has an instruction for them. */
import { join } from 'node:path';
import { chromiumPath } from '../../src/cli/browser/chromium.ts';
import { expect, root, test } from './ocelli-test.ts';

test.skip(process.arch !== 'x64', 'The switch below is of x64.');
test.use({
  launchOptions: {
    executablePath: chromiumPath(),
    args: ['--js-flags=--no-enable-avx-vnni --no-enable-avx-vnni-int8'],
  },
});

test('a processor without VNNI gets the products of two', async ({ enginePage, site }) => {
  const voice = join(root, 'tests/fixtures/golden/tiny-voice');
  const result = await enginePage.evaluate((params) => window.ocelli.tryDecoder(params), {
    weights: site.share(join(voice, 'voice.bin')),
    description: site.share(join(voice, 'voice.json')),
    threads: 1,
    prompts: [[1, 2, 3]],
    tokens: 4,
  });
  expect(result.build).toBe('relaxed');
});
