/** The page in Korean: chosen by the browser, switched by the person, kept, and clean for axe on a telephone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';

const headings = { en: 'About and attribution', ko: '정보 및 출처' } as const;

async function choose(page: Page, from: 'en' | 'ko', to: 'en' | 'ko'): Promise<void> {
  await page.getByRole('button', { name: headings[from] }).click();
  await page.getByRole('dialog').getByRole('combobox').selectOption(to);
  const dialog = page.getByRole('dialog', { name: headings[to] });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: to === 'ko' ? '닫기' : 'Close' }).click();
}

async function expectClean(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow, 'pixels the page is too wide').toBeLessThanOrEqual(0);
}

test.describe('a Korean browser', () => {
  test.use({ locale: 'ko-KR', viewport: { width: 360, height: 800 } });

  test('shows Korean, clean for axe at 360 px in every view', async ({ page, site }) => {
    await OcelliPage.open(page, site);
    await expect(page.getByRole('button', { name: '사진 선택' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
    await expectClean(page);

    await page.getByLabel('사진 파일').setInputFiles(sample('cat.png'));
    await expect(page.getByRole('article', { name: 'cat.png' }).locator('.caption.done')).toBeVisible();
    await page.getByRole('searchbox', { name: '내 사진 검색' }).fill('a cat');
    await page.getByRole('button', { name: '검색', exact: true }).click();
    await expect(page.getByText(/“a cat”: 사진 1장의 순위를 .+(ms|초) 만에 매김/)).toBeVisible();
    await expectClean(page);

    await page.getByRole('link', { name: '캡션' }).click();
    await expect(page.getByRole('textbox', { name: 'cat.png의 캡션' })).toBeVisible();
    await expect(page).toHaveTitle('캡션 · Ocelli');
    await expectClean(page);

    await page.getByRole('link', { name: '대화' }).click();
    await expect(page.getByRole('region', { name: '대화' })).toBeVisible();
    await expectClean(page);
  });

  test('switches to English and back, and keeps the choice', async ({ page, site }) => {
    const ocelli = await OcelliPage.open(page, site);
    await choose(page, 'ko', 'en');
    await expect(ocelli.chooseButton).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');

    await page.reload();
    await expect(ocelli.chooseButton).toBeVisible();
    await choose(page, 'en', 'ko');
    await expect(page.getByRole('button', { name: '사진 선택' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  });
});

test('an English browser fetches Korean only when it is chosen', async ({ page, site }) => {
  let fetched = 0;
  page.on('request', (request) => {
    if (/\/ko-[^/]+\.js$/.test(request.url())) fetched++;
  });
  const ocelli = await OcelliPage.open(page, site);
  await expect(ocelli.sample('Cat')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(fetched).toBe(0);
  await choose(page, 'en', 'ko');
  expect(fetched).toBe(1);
});
