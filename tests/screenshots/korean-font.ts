/** Whether Korean can be drawn here: without a font, all its letters are the same empty box. */
import type { Page } from '@playwright/test';

/** Throws, and says what to install, where there is no Korean font. */
export async function needKoreanFont(page: Page): Promise<void> {
  const drawn = await page.evaluate(() =>
    ['한', '글'].map((letter) => {
      const context = new OffscreenCanvas(40, 40).getContext('2d');
      if (!context) throw new Error('The browser draws nothing.');
      context.font = '32px sans-serif';
      context.fillText(letter, 2, 34);
      return context.getImageData(0, 0, 40, 40).data.join();
    }),
  );
  if (drawn[0] === drawn[1])
    throw new Error('There is no Korean font. Run: sudo apt-get install -y fonts-noto-cjk');
}
