/**
 * Conversations on WebAssembly against PyTorch, for every pack that can chat and has golden answers: the tokens of
 * the picture within the tolerance, greedy answers token for token.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, sample, test } from '../browser/ocelli-test.ts';
import {
  expectSameAnswers,
  goldenConversation,
  goldenFolder,
  packsWithConversations,
} from './golden-conversation.ts';
import { largestDifference } from './golden.ts';

for (const pack of packsWithConversations) {
  const golden = goldenConversation(pack);

  test(`${pack}: the picture's tokens agree within the tolerance`, async ({ enginePage, site }) => {
    const { file, dims } = golden.tensors.image_tokens;
    const tokens = await enginePage.evaluate(
      async ([id, url]) => {
        const vlm = await window.ocelli.createVlm({ pack: id, device: 'wasm' });
        const stages = await vlm.inspect(await (await fetch(url)).blob(), []);
        const found = stages['image_tokens'];
        return { dims: found?.dims, data: Array.from(found?.data ?? []) };
      },
      [pack, site.share(sample(golden.image))] as const,
    );
    expect(tokens.dims).toEqual(dims);
    const expected = new Float32Array(new Uint8Array(readFileSync(join(goldenFolder(pack), file))).buffer);
    const { difference, scale } = largestDifference(expected, Float32Array.from(tokens.data));
    console.log(
      `${pack} image_tokens: largest difference ${difference.toExponential(1)} of ${scale.toFixed(2)}`,
    );
    expect(difference).toBeLessThanOrEqual(golden.tolerance.wasm * Math.max(1, scale));
  });

  test(`${pack}: captions by beams and ITC are among those that PyTorch chooses from`, async ({
    enginePage,
    site,
  }) => {
    const pictures = golden.captions.map(({ image }) => site.share(sample(image)));
    const written = await enginePage.evaluate(
      async ([id, urls]) => {
        const vlm = await window.ocelli.createVlm({ pack: id, device: 'wasm' });
        const captions = [];
        for (const url of urls) captions.push(await vlm.caption(await (await fetch(url)).blob()));
        return captions.map(({ ids, caption, logProb }) => ({ ids, caption, logProb }));
      },
      [pack, pictures] as const,
    );
    golden.captions.forEach(({ choices }, i) => {
      const { ids, caption, logProb } = written[i] as (typeof written)[number];
      const same = choices.find((choice) => choice.ids.join(' ') === ids.join(' '));
      expect(same, `${caption} is none of ${choices.map(({ text }) => text).join(', ')}`).toBeDefined();
      // Nats over the whole sentence.
      expect(Math.abs(logProb - (same?.logProb ?? 0))).toBeLessThan(0.02);
    });
  });

  test(`${pack}: greedy answers agree token for token`, ({ enginePage, site }) =>
    expectSameAnswers(enginePage, site, pack, golden.conversation, 'wasm'));
}
