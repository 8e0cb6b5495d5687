/** What the documented page shows, all of it real: captions of both kinds, a search, a conversation, a benchmark. */
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';
import { BenchmarkPage } from '../browser/benchmark-page.ts';
import { ChatPage } from '../browser/chat-page.ts';
import { OcelliPage } from '../browser/ocelli-page.ts';
import { expect, sample } from '../browser/ocelli-test.ts';

const photographs = ['coffee.jpg', 'cat.png', 'rocket.jpg', 'astronaut.jpg', 'photographer.jpg'];
/** A right caption of one photograph and a wrong one of another. */
const captions = fileURLToPath(new URL('captions.csv', import.meta.url));
const questions = ['Describe the picture.', 'Is there a cat in the picture?'];

/** The navigation's views, in its order. */
export const views = ['library', 'captions', 'chat', 'models', 'benchmark'] as const;

/** Goes to a view, in whichever language. */
export async function goTo(page: Page, view: (typeof views)[number]): Promise<void> {
  await page.locator('app-navigation a').nth(views.indexOf(view)).click();
  await expect(page.locator(`${view}-view`)).toBeVisible();
}

/** Fills a new page, which is in English. The models take minutes. */
export async function fill(page: Page, site: StaticServer): Promise<void> {
  await caption(await OcelliPage.open(page, site));
  await converse(new ChatPage(page));
  await measure(new BenchmarkPage(page));
}

async function caption(ocelli: OcelliPage): Promise<void> {
  const { page } = ocelli;
  await ocelli.choose([...photographs.map(sample), captions]);
  await expect(page.locator('.caption.done')).toHaveCount(photographs.length);
  await goTo(page, 'captions');
  await page.getByRole('button', { name: /^Compare / }).click();
  await expect(page.getByText("The model's fits better").first()).toBeVisible();
}

async function converse(chat: ChatPage): Promise<void> {
  const { page } = chat;
  await goTo(page, 'chat');
  await page.getByRole('button', { name: /^Load it/ }).click();
  await page.getByLabel('Picture files').setInputFiles(sample('coffee.jpg'));
  for (const [i, question] of questions.entries()) {
    await chat.ask(question);
    await expect(chat.answers).toHaveCount(i + 1);
    await expect(chat.answers.last()).toContainText('tokens/s');
  }
}

async function measure(benchmark: BenchmarkPage): Promise<void> {
  await goTo(benchmark.page, 'benchmark');
  await expect(benchmark.button).toBeVisible();
  await benchmark.choose('Repetitions', '1');
  await benchmark.choose('Runs on', 'WASM, 1 thread');
  for (const model of [/^Ocelli BLIP\b(?!-)/, /^Ocelli LLaVA/]) {
    await benchmark.choose('Model', model);
    await benchmark.button.click();
    await expect(benchmark.button).toHaveText('Stop');
    await expect(benchmark.button).toHaveText('Run');
  }
}
