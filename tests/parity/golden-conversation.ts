/** The golden conversations: what PyTorch's voice, with the pack's own weights, answers about sample photographs. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';
import { packsThatCan } from '../browser/chat-packs.ts';
import { expect, root, sample } from '../browser/ocelli-test.ts';

export interface GoldenConversation {
  /** The photograph of `tensors`. */
  image: string;
  tolerance: { wasm: number };
  tensors: { image_tokens: { file: string; dims: number[] } };
  /** By beam search: what the choice may fall on, the best first, then those that rounding may put before it. */
  captions: { image: string; choices: { ids: number[]; text: string; logProb: number }[] }[];
  /** Every picture is one conversation: its questions in turn. */
  conversation: { image: string; question: string; ids: number[]; text: string }[];
}

/** Where a pack's golden files lie. */
export const goldenFolder = (pack: string) => join(root, 'tests/fixtures/golden', pack);

/** Ids of the packs that can chat and have golden answers. */
export const packsWithConversations = packsThatCan('chat').filter((id) =>
  existsSync(join(goldenFolder(id), 'index.json')),
);

export function goldenConversation(pack: string): GoldenConversation {
  return JSON.parse(readFileSync(join(goldenFolder(pack), 'index.json'), 'utf8')) as GoldenConversation;
}

/** Asks each turn's question greedily, a new chat for every picture, and compares the answers' ids. */
export async function expectSameAnswers(
  page: Page,
  site: StaticServer,
  pack: string,
  turns: GoldenConversation['conversation'],
  device: 'wasm' | 'webgpu',
): Promise<void> {
  const answers = await page.evaluate(
    async ({ pack, device, questions }) => {
      const vlm = await window.ocelli.createVlm({ pack, device, exact: true });
      const said: number[][] = [];
      let image = '';
      let chat = await vlm.chat();
      for (const turn of questions) {
        if (turn.image !== image) {
          chat = await vlm.chat();
          await chat.append(await (await fetch(turn.url)).blob());
        }
        image = turn.image;
        const { ids } = await chat.prompt(turn.question, { maxTokens: 24 });
        said.push(ids);
      }
      await vlm.dispose();
      return said;
    },
    { pack, device, questions: turns.map((turn) => ({ ...turn, url: site.share(sample(turn.image)) })) },
  );
  turns.forEach(({ question, ids, text }, i) => expect(answers[i], `${question} ${text}`).toEqual(ids));
}
