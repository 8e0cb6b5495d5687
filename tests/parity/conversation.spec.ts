/**
 * Conversations on WebAssembly against PyTorch, for every pack that can chat and has golden answers: the tokens of
 * the picture within the tolerance, greedy answers token for token.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packsThatCan } from '../browser/chat-packs.ts';
import { expect, root, sample, test } from '../browser/ocelli-test.ts';
import { largestDifference } from './golden.ts';

interface GoldenConversation {
  image: string;
  tolerance: { wasm: number };
  tensors: { image_tokens: { file: string; dims: number[] } };
  /** Every picture is one conversation: its questions in turn. */
  conversation: { image: string; question: string; ids: number[]; text: string }[];
}

const folderOf = (pack: string) => join(root, 'tests/fixtures/golden', pack);

for (const pack of packsThatCan('chat').filter((id) => existsSync(join(folderOf(id), 'index.json')))) {
  const golden = JSON.parse(readFileSync(join(folderOf(pack), 'index.json'), 'utf8')) as GoldenConversation;

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
    const expected = new Float32Array(new Uint8Array(readFileSync(join(folderOf(pack), file))).buffer);
    const { difference, scale } = largestDifference(expected, Float32Array.from(tokens.data));
    console.log(
      `${pack} image_tokens: largest difference ${difference.toExponential(1)} of ${scale.toFixed(2)}`,
    );
    expect(difference).toBeLessThanOrEqual(golden.tolerance.wasm * Math.max(1, scale));
  });

  test(`${pack}: greedy answers agree token for token`, async ({ enginePage, site }) => {
    const turns = golden.conversation.map((turn) => ({ ...turn, url: site.share(sample(turn.image)) }));
    const answers = await enginePage.evaluate(
      async ([id, questions]) => {
        const vlm = await window.ocelli.createVlm({ pack: id, device: 'wasm' });
        const said: number[][] = [];
        let image = '';
        let chat = await vlm.chat();
        for (const turn of questions) {
          const begins = turn.image !== image;
          if (begins) chat = await vlm.chat();
          image = turn.image;
          const images = begins ? [await (await fetch(turn.url)).blob()] : [];
          const { ids } = await chat.prompt({ text: turn.question, images }, { maxTokens: 24 });
          said.push(ids);
        }
        return said;
      },
      [pack, turns] as const,
    );
    golden.conversation.forEach(({ question, ids, text }, i) =>
      expect(answers[i], `${question} ${text}`).toEqual(ids),
    );
  });
}
