/** The page in Korean: chosen by the browser, switched by the person, kept, and clean for axe on a telephone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { archiveOf } from './chat-page.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, fixture, sample, test } from './ocelli-test.ts';

const headings = { en: 'About and attribution', ko: '정보 및 출처' } as const;

/** Files that are no good photographs, and what is said of them. */
const refused = {
  'text.jpg': '이름과 달리 내용이 사진이 아닙니다. 사진 파일을 골라 주세요.',
  'empty.jpg': '빈 파일입니다. 다른 파일을 고르거나 다시 복사해 주세요.',
  'truncated.jpg': '손상되었거나 드문 형식의 사진입니다. 다시 복사하거나 PNG 또는 JPEG로 저장해 주세요.',
  'vector.svg': '지원하지 않는 형식의 사진입니다. JPEG나 PNG로 변환해 주세요.',
};

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

  test('marks what a model wrote as English, and says in Korean what went wrong', async ({ page, site }) => {
    await OcelliPage.open(page, site);
    await page
      .getByLabel('사진 파일')
      .setInputFiles([sample('cat.png'), ...Object.keys(refused).map(fixture)]);
    for (const [name, words] of Object.entries(refused))
      await expect(page.getByRole('article', { name }).locator('.error')).toHaveText(words);
    const caption = page.getByRole('article', { name: 'cat.png' }).locator('.caption.done');
    await expect(caption).toHaveAttribute('lang', 'en');

    await page.getByRole('link', { name: '캡션' }).click();
    await expect(page.getByRole('textbox', { name: 'cat.png의 캡션' })).toHaveAttribute('lang', 'en');
    await page.goto(`${site.origin}/?q=a+cat`);
    await page.getByRole('button', { name: 'cat.png 열기' }).click();
    const dialog = page.getByRole('dialog', { name: 'cat.png' });
    const words = dialog.getByRole('group', { name: '검색어의 단어' });
    await expect(words.getByRole('button', { name: 'cat' })).toHaveAttribute('lang', 'en');
    await expect(words.getByRole('button').first()).not.toHaveAttribute('lang');
    await dialog.getByRole('button', { name: '다섯 개 중 최선' }).click();
    await expect(dialog.locator('li [lang=en]').nth(1)).toHaveText(/\w+ \w+/);
    const text = dialog.getByRole('textbox', { name: '캡션' });
    await expect(text).toHaveAttribute('lang', 'en');

    // A caption that a person chose is still the model's; what they wrote is in the page's language, for all it knows.
    const candidate = dialog.getByRole('listitem').filter({ has: page.getByRole('button', { name: /ITM/ }) });
    const chosen = await candidate.last().locator('[lang=en]').innerText();
    await candidate.last().getByRole('button').click();
    await expect(text).toHaveValue(new RegExp(`^${chosen.trim()}`, 'i'));
    await expect(text).toHaveAttribute('lang', 'en');
    await text.fill('창가의 고양이');
    await dialog.getByRole('button', { name: '닫기' }).click();
    await expect(caption).toHaveText('창가의 고양이');
    await expect(caption).not.toHaveAttribute('lang');
  });

  test('marks answers as English, and says in Korean what a pack lacks', async ({ page, site }) => {
    await page.goto(`${site.origin}/?view=chat`);
    const archive = archiveOf('아침', ['탁자 위에 무엇이 있나요?', 'A cup of **coffee**.']);
    const file = { name: 'chats.zip', mimeType: 'application/zip', buffer: archive };
    await page.getByLabel('내보낸 대화 파일').setInputFiles(file);
    await expect(page.getByRole('article', { name: '답변' }).locator('.prose')).toHaveAttribute('lang', 'en');
    await expect(page.getByRole('article', { name: '나' }).locator('.plain')).not.toHaveAttribute('lang');

    await page.getByRole('link', { name: '모델' }).click();
    await page.getByLabel('모델 파일').setInputFiles(sample('cat.png'));
    await expect(page.getByRole('alert')).toHaveText(/^모델 또는 모델의 파일이 없습니다\. \(.*pack\.json/);
    await expect(page.getByRole('article').first().locator('p').first()).toHaveAttribute('lang', 'en');
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

test('a view that was not shown while the language changed is in the new one', async ({ page, site }) => {
  const ocelli = await OcelliPage.open(page, site);
  await expect(ocelli.chooseButton).toBeVisible();
  await page.getByRole('link', { name: 'Models' }).click();
  await expect(page.getByRole('heading', { name: 'Models' })).toBeVisible();
  await choose(page, 'en', 'ko');
  await page.getByRole('link', { name: '사진' }).click();
  await expect(page.getByRole('button', { name: '사진 선택' })).toBeVisible();
  await expect(ocelli.chooseButton).toHaveCount(0);
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
