/** The conversation view as a person uses it, and archives of chats made by a test. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { zipSync } from 'fflate';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';
import { sample } from './ocelli-test.ts';

/** Turns of one chat: a question and its answer in turn. */
export function archiveOf(name: string, texts: readonly string[]): Buffer {
  const nodes = texts.map((text, i) => ({
    id: `n${i}`,
    parent: i === 0 ? null : `n${i - 1}`,
    role: i % 2 === 0 ? 'user' : 'assistant',
    text,
    pictures: i === 0 ? ['p'] : [],
  }));
  const picture = { id: 'p', name: 'coffee.jpg', file: 'pictures/p.jpg' };
  const chats = [{ name, leaf: `n${texts.length - 1}`, pack: '', nodes, pictures: [picture] }];
  const json = JSON.stringify({ format: 'ocelli-chats', version: 1, chats });
  return Buffer.from(
    zipSync({
      'chats.json': new TextEncoder().encode(json),
      'pictures/p.jpg': new Uint8Array(readFileSync(sample('coffee.jpg'))),
    }),
  );
}

export class ChatPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** @param packs Ids that the packs folder lists; the repository's own by default. */
  static async open(page: Page, site: StaticServer, packs?: readonly string[]): Promise<ChatPage> {
    if (packs) await page.route('**/packs/index.json', (route) => route.fulfill({ json: { packs } }));
    await page.goto(`${site.origin}/?view=chat`);
    return new ChatPage(page);
  }

  /** The answers shown, in order. */
  get answers(): Locator {
    return this.page.getByRole('article', { name: 'Answer' });
  }

  get questions(): Locator {
    return this.page.getByRole('article', { name: 'You' });
  }

  get chats(): Locator {
    return this.page.getByRole('navigation', { name: 'Chats' }).getByRole('listitem');
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async bringIn(archive: Buffer): Promise<void> {
    const file = { name: 'chats.zip', mimeType: 'application/zip', buffer: archive };
    await this.page.getByLabel('Exported chats').setInputFiles(file);
  }

  async ask(question: string): Promise<void> {
    await this.page.getByLabel('Your question').fill(question);
    await this.page.keyboard.press('Enter');
  }
}
