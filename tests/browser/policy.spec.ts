/** The page under its own Content-Security-Policy: it works, nothing of it is refused, and hostile names stay text. */
import { readFileSync } from 'node:fs';
import { OcelliPage } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';

test('no inline code and no eval; hostile text does nothing', async ({ page, site }) => {
  await page.addInitScript(() => {
    const refused: string[] = [];
    Object.assign(window, { refused });
    document.addEventListener('securitypolicyviolation', (event) => {
      refused.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  const ocelli = await OcelliPage.open(page, site);
  const policy = await page
    .locator('meta[http-equiv="Content-Security-Policy"]')
    .evaluate((meta) => (meta as HTMLMetaElement).content);
  expect(policy).toMatch(/default-src 'self'/);
  expect(policy).not.toMatch(/'unsafe-inline'|'unsafe-eval'/);

  const name = '"><img src=x onerror="document.title=1"><script>document.title=2</script>.jpg';
  await ocelli.choose([{ name, mimeType: 'image/jpeg', buffer: readFileSync(sample('coffee.jpg')) }]);
  await expect(ocelli.card(name)).toBeVisible();
  await page.getByRole('searchbox').fill('<svg onload="document.title=3">');
  await expect.poll(() => page.title()).toBe('Ocelli');
  expect(await page.evaluate(() => (window as unknown as { refused: string[] }).refused)).toEqual([]);

  // The policy is in force: what the page itself never does is refused.
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.body.append(script);
    return document.title;
  });
  expect(ran).toBe('Ocelli');
  const refused = () => page.evaluate(() => (window as unknown as { refused: string[] }).refused);
  await expect.poll(refused).toEqual(['script-src-elem inline']);
});
