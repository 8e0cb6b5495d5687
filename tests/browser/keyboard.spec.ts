/** Everything without a mouse: choosing files, a sample, the search, a card's buttons. */
import type { Page } from '@playwright/test';
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';

/** The name of the focused element, through shadow roots. */
async function focusedName(page: Page): Promise<string> {
  const name = await page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    const text = element?.textContent.trim() || element?.querySelector('img')?.alt;
    return element?.ariaLabel ?? label ?? text ?? '';
  });
  return name.trim();
}

/** Tabs forward until the focused element carries this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  const seen: string[] = [];
  for (let step = 0; step < 60; step++) {
    await page.keyboard.press('Tab');
    const focused = await focusedName(page);
    if (focused === name) return;
    seen.push(focused);
  }
  throw new Error(`Tab never reached "${name}". It went through: ${seen.join(', ')}`);
}

test('a session by keyboard alone', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await expect(ocelli.sample('Cat')).toBeVisible();

  const chooser = page.waitForEvent('filechooser'); // heard from early on: hearing takes a moment to begin
  await tabTo(page, 'Choose photographs');
  await page.keyboard.press('Enter');
  await (await chooser).setFiles([sample('coffee.jpg')]);
  await expect(ocelli.caption('coffee.jpg')).toBeVisible();

  await tabTo(page, 'Cat');
  await page.keyboard.press('Enter');
  await expect(ocelli.caption('cat.png')).toBeVisible();

  await tabTo(page, 'Search your photographs');
  await page.keyboard.type('a cat');
  await page.keyboard.press('Enter');
  await expect(ocelli.cards.first()).toHaveAccessibleName('cat.png');
  await expect(page.getByRole('status')).toContainText('The best is cat.png');

  await tabTo(page, 'Find similar to cat.png');
  await page.keyboard.press('Enter');
  await expect(page.getByText('photographs like cat.png')).toBeVisible();

  await tabTo(page, 'Remove cat.png');
  await page.keyboard.press('Enter');
  await expect(ocelli.card('cat.png')).toHaveCount(0);
  expect(await focusedName(page), 'the focus stays among the photographs').toBe('Remove coffee.jpg');
});
