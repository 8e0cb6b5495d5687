/** The conversation view without a model: its chats, what strangers' texts can do, and how it looks. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import { archiveOf, ChatPage } from './chat-page.ts';
import { watchForHarm } from './harm.ts';
import { expect, test } from './ocelli-test.ts';

const talk = [
  'What is on the table?',
  'A cup of **coffee** with:\n\n- a saucer\n- a spoon',
  'Is it hot?',
  'Yes. Steam rises from it.',
];

test('without a pack that can chat, the view says which one is needed', async ({ page, site }) => {
  const chat = await ChatPage.open(page, site, ['ocelli-blip']);
  await expect(page.getByText('Conversations need a model with a voice')).toContainText('ocelli-llava');
  await expect(chat.button('Send')).toHaveCount(0);
});

test('chats are brought in, found, named, taken along and deleted', async ({ page, site }) => {
  const chat = await ChatPage.open(page, site, ['ocelli-blip']);
  await chat.bringIn(archiveOf('Breakfast', talk));
  await expect(chat.answers).toHaveCount(2);
  await expect(chat.answers.first().locator('strong')).toHaveText('coffee');
  await expect(chat.answers.first().locator('li')).toHaveCount(2);
  await expect(page.getByRole('list', { name: 'Pictures of this chat' }).getByRole('img')).toBeInViewport();
  await chat.bringIn(archiveOf('Dinner', ['And now?', 'Soup.']));
  await expect(chat.chats).toHaveCount(2);

  await page.getByLabel('Find a chat').fill('saucer');
  await expect(chat.chats).toHaveCount(1);
  await page.getByLabel('Find a chat').fill('');
  page.once('dialog', (dialog) => void dialog.accept('Supper'));
  await chat.button('Rename Dinner').click();
  await expect(chat.button('Supper')).toBeVisible();

  const download = page.waitForEvent('download');
  await chat.button('Export all').click();
  const archive = await readFile(await (await download).path());
  for (const name of ['Supper', 'Breakfast']) {
    page.once('dialog', (dialog) => void dialog.accept());
    await chat.button(`Delete ${name}`).click();
    await expect(chat.button(name)).toHaveCount(0);
  }
  await chat.bringIn(archive);
  await expect(chat.chats).toHaveCount(2);

  await page.reload();
  await chat.button('Breakfast').click();
  await expect(chat.answers.last()).toContainText('Steam rises from it.');
});

test('hostile texts do nothing', async ({ page, site }) => {
  const expectNoHarm = watchForHarm(page.context());
  const hostile = [
    '<script>alert(1)</script><img src=x onerror=alert(2)>',
    [
      '<script>alert(3)</script>',
      '<img src="https://evil.example/pixel.png" onerror="alert(4)">',
      '![pixel](https://evil.example/markdown.png)',
      '<iframe srcdoc="<script>alert(5)</script>"></iframe>',
      '<svg onload="alert(6)"><a href="javascript:alert(7)">x</a></svg>',
      '<form action="https://evil.example"><button>Send</button></form>',
      '<style>* { display: none }</style><p style="position:fixed" onclick="alert(8)">text</p>',
      '[bad](javascript:alert(9)) [data](data:text/html,<script>alert(10)</script>) [good](https://example.org)',
    ].join('\n\n'),
    'And long?',
    `${'> '.repeat(4000)}${'['.repeat(5000)}`,
    'Longer?',
    'x **y** '.repeat(200_000),
  ];
  const chat = await ChatPage.open(page, site, ['ocelli-blip']);
  await chat.bringIn(archiveOf('<b>Name</b>', hostile));
  await expect(chat.answers).toHaveCount(3);
  await expect(chat.button('<b>Name</b>')).toBeVisible();
  const links = chat.answers.first().getByRole('link');
  await expect(links).toHaveCount(1);
  await expect(links).toHaveAttribute('href', 'https://example.org');
  await expect(links).toHaveAttribute('rel', /noopener/);
  for (const tag of ['script', 'img', 'iframe', 'svg', 'form', 'style', '[onclick]', '[style]'])
    await expect(chat.answers.first().locator('.prose').locator(tag), tag).toHaveCount(0);
  await expect(chat.questions.first()).toContainText('<script>alert(1)</script>');
  expectNoHarm();
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1280]) {
    test(`fits ${width} px, ${colorScheme}, without violations`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      const chat = await ChatPage.open(page, site, ['ocelli-blip']);
      await chat.bringIn(archiveOf('Breakfast', talk));
      await expect(chat.answers).toHaveCount(2);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, 'pixels the page is too wide').toBeLessThanOrEqual(0);
    });
  }
}
