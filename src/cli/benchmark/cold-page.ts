/** A first visit: nothing cached, the page opened, a sample clicked, its caption awaited. */
import type { EngineSession } from '../browser/engine-session.ts';

/** A machine that has other work takes its time; beyond this something hangs. */
const patienceMs = 180_000;

/** Milliseconds from opening the page to the finished caption of the cat, in a browser profile of its own. */
export async function timeColdPage({ browser, server }: EngineSession): Promise<number> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const started = performance.now();
  await page.goto(`${server.origin}/index.html`);
  await page.getByRole('button', { name: 'Cat', exact: true }).click();
  await page.locator('.caption.done').first().waitFor({ timeout: patienceMs });
  const ms = performance.now() - started;
  await context.close();
  return ms;
}
