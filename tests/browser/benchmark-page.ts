/** The benchmark view as a person uses it. */
import type { Locator, Page } from '@playwright/test';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';
import { expect } from './ocelli-test.ts';

export class BenchmarkPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  static async open(page: Page, site: StaticServer): Promise<BenchmarkPage> {
    await page.goto(`${site.origin}/?view=benchmark`);
    const benchmark = new BenchmarkPage(page);
    await expect(benchmark.button).toBeVisible();
    return benchmark;
  }

  /** Runs, or stops. */
  get button(): Locator {
    return this.page.locator('benchmark-form').getByRole('button');
  }

  /** The row group of a run: its figures, and what is to be said about it. */
  run(number: number): Locator {
    return this.page.locator('run-table tbody').nth(number - 1);
  }

  /** The words of one figure of a run. */
  figure(run: number, id: string): Locator {
    return this.run(run).locator(`td.${id}`);
  }

  async choose(label: string, option: string | RegExp): Promise<void> {
    const select = this.page.getByRole('combobox', { name: label, exact: true });
    const names = await select.getByRole('option').allTextContents();
    const index = names.findIndex((name) =>
      typeof option === 'string' ? name === option : option.test(name),
    );
    if (index < 0) throw new Error(`${label} offers ${names.join('; ')}, not ${String(option)}.`);
    await select.selectOption({ index });
  }
}
