/** The page as a person uses it: what can be clicked, typed, dropped and read. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';

/** A picture that is made by the test and not on disk. */
export interface MadeFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export class OcelliPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, site: StaticServer): Promise<OcelliPage> {
    await page.goto(`${site.origin}/`);
    return new OcelliPage(page);
  }

  get chooseButton(): Locator {
    return this.page.getByRole('button', { name: 'Choose photographs' });
  }

  /** A sample photograph's button, by its title. */
  sample(title: string): Locator {
    return this.page
      .getByRole('group', { name: 'Sample photographs' })
      .getByRole('button', { name: title, exact: true });
  }

  /** All photographs' cards, in the order shown. */
  get cards(): Locator {
    return this.page.getByRole('list', { name: 'Photographs' }).getByRole('article');
  }

  card(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true });
  }

  /** The finished caption of a photograph. */
  caption(name: string): Locator {
    return this.card(name).locator('.caption.done');
  }

  error(name: string): Locator {
    return this.card(name).locator('.error');
  }

  /** Opens a photograph; returns the dialog. */
  async open(name: string): Promise<Locator> {
    await this.card(name)
      .getByRole('button', { name: `Open ${name}` })
      .click();
    return this.page.getByRole('dialog', { name });
  }

  async choose(files: string[] | MadeFile[]): Promise<void> {
    await this.page.getByLabel('Photograph files').setInputFiles(files);
  }

  async drop(path: string): Promise<void> {
    await this.#deliver('drop', path);
  }

  async paste(path: string): Promise<void> {
    await this.#deliver('paste', path);
  }

  async search(words: string): Promise<void> {
    await this.page.getByRole('searchbox').fill(words);
    await this.page.getByRole('button', { name: 'Search', exact: true }).click();
  }

  /** Names of the photographs shown, first to last. */
  names(): Promise<string[]> {
    return this.cards.evaluateAll((articles) => articles.map((article) => article.ariaLabel ?? ''));
  }

  /** Files held by a drag or by the clipboard reach a page as the same kind of object. */
  async #deliver(kind: 'drop' | 'paste', path: string): Promise<void> {
    const file = { name: basename(path), base64: readFileSync(path).toString('base64') };
    await this.page.evaluate(
      ({ kind, file }) => {
        const bytes = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], file.name, { type: 'image/jpeg' }));
        const settings = { bubbles: true, cancelable: true, composed: true };
        document.body.dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { ...settings, dataTransfer: data })
            : new ClipboardEvent('paste', { ...settings, clipboardData: data }),
        );
      },
      { kind, file },
    );
  }
}
