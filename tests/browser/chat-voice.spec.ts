/** The conversation view with a model, for the first pack that can chat. */
import { AxeBuilder } from '@axe-core/playwright';
import { packsThatCan } from './chat-packs.ts';
import { ChatPage } from './chat-page.ts';
import { expect, fixture, test } from './ocelli-test.ts';

for (const pack of packsThatCan('chat').slice(0, 1)) {
  test(`${pack}: ask, stop, continue, regenerate, edit, and find it all after a reload`, async ({
    page,
    site,
  }) => {
    test.setTimeout(480_000);
    const spoken: string[] = [];
    await page.exposeFunction('heard', (text: string) => spoken.push(text));
    const chat = await ChatPage.open(page, site);
    await page.getByRole('button', { name: /^Load it/ }).click();
    await expect(page.getByLabel('Your question')).toBeVisible({ timeout: 120_000 });
    await page.evaluate(() => {
      const status = document.querySelector('ocelli-app')?.shadowRoot?.querySelector('[role=status]');
      const { heard } = window as unknown as { heard(text: string): void };
      if (status)
        new MutationObserver(() => heard(status.textContent ?? '')).observe(status, {
          childList: true,
          subtree: true,
          characterData: true,
        });
    });
    await page.getByLabel('Picture files').setInputFiles(fixture('coffee.heic'));
    const attached = page.getByRole('list', { name: 'Pictures of the next question' }).getByRole('img');
    await expect.poll(() => attached.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(512);

    await chat.ask('Describe the picture in detail.');
    await expect(chat.answers.first()).toContainText(/\w+ \w+/);
    await chat
      .button('Stop')
      .click({ timeout: 5_000 })
      .catch(() => undefined); // A short answer may have ended by itself.
    await expect(chat.button('Send')).toBeVisible();
    const cut = (await chat.answers.first().locator('.prose').textContent()) ?? '';

    const more = chat.button('Continue');
    if ((await more.count()) > 0) {
      await more.click();
      await expect(chat.answers.first()).toContainText(cut.trim().slice(0, 20));
      await chat
        .button('Stop')
        .click({ timeout: 5_000 })
        .catch(() => undefined); // It may have ended by itself.
      await expect(chat.button('Send')).toBeVisible();
    }
    await chat.button('Regenerate').click();
    await chat
      .button('Stop')
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await expect(chat.answers.first().getByRole('group', { name: 'Versions' })).toContainText('2 of 2');
    await chat.button('Earlier version').click();
    await expect(chat.answers.first()).toContainText(cut.trim().slice(0, 20));

    await chat.button('Edit').click();
    await page.getByLabel('Edit the question').fill('Is there a cup?');
    await chat.button('Ask again').click();
    await expect(chat.questions.first().getByRole('group', { name: 'Versions' })).toContainText('2 of 2');
    await chat
      .button('Stop')
      .click({ timeout: 5_000 })
      .catch(() => undefined);
    await expect(chat.answers.first()).toContainText('tokens/s');
    await expect(page.getByText(/[\d,]+ of [\d,]+ tokens/)).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

    // Beginnings, ends and errors only: never a token.
    expect(spoken.length).toBeGreaterThan(2);
    for (const text of spoken)
      expect(text).toMatch(/^\s*(Answering\.|Answered in \d+ words\.|The model is ready\.)?\s*$/);

    await page.reload();
    await chat.button('Describe the picture in detail.').click();
    await expect(chat.questions.first()).toContainText('Is there a cup?');
    await expect(page.getByRole('list', { name: 'Pictures of this chat' }).getByRole('img')).toBeVisible();
  });
}
