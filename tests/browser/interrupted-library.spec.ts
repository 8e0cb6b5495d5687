/** Captioning and indexing while the page is reloaded at random moments: no photograph is lost, none is done twice. */
import { readFileSync } from 'node:fs';
import { randomNumbers } from '../../src/pipeline/text/sampling/random.ts';
import { OcelliPage, type MadeFile } from './ocelli-page.ts';
import { expect, sample, test } from './ocelli-test.ts';
import { countFinished, stored } from './stored-library.ts';

const reloads = 3;

/** Photographs of different content: what follows the end of a picture is not decoded, but is part of its hash. */
function photographs(): MadeFile[] {
  const originals = ['coffee.jpg', 'rocket.jpg', 'astronaut.jpg', 'photographer.jpg'];
  return [1, 2].flatMap((copy) =>
    originals.map((name) => ({
      name: `${copy}-${name}`,
      mimeType: 'image/jpeg',
      buffer: Buffer.concat([readFileSync(sample(name)), Buffer.from([copy])]),
    })),
  );
}

test(`reloaded at ${reloads} random moments, no photograph is lost or done twice`, async ({ page, site }) => {
  const seed = Number(process.env['OCELLI_SEED'] ?? Date.now() % 2 ** 32);
  console.log(`Moments of the reloads: OCELLI_SEED=${seed}`);
  const random = randomNumbers(seed);
  const files = photographs();
  const moments = Array.from({ length: reloads }, () => ({
    captioned: Math.floor(random() * files.length),
    laterMs: random() * 1500,
  })).sort((a, b) => a.captioned - b.captioned);

  const finished = await countFinished(page);
  const ocelli = await OcelliPage.open(page, site);
  await ocelli.choose(files);
  await expect(ocelli.cards.first()).toBeVisible();
  const started = performance.now();
  for (const { captioned, laterMs } of moments) {
    await expect
      .poll(async () => (await stored(page)).captioned, { intervals: [200] })
      .toBeGreaterThanOrEqual(captioned);
    await page.waitForTimeout(laterMs);
    const now = await stored(page);
    console.log(
      `Reload with ${now.waiting} arriving, ${now.names.length} taken in, ${now.captioned} captioned, ${now.embedded.length} indexed`,
    );
    await page.reload();
  }
  await expect.poll(async () => (await stored(page)).captioned).toBe(files.length);
  const perSecond = (1000 * files.length) / (performance.now() - started);
  console.log(`Captioned and indexed: ${perSecond.toFixed(2)} photographs a second, reloads included`);

  const { names, waiting, files: onDisk, embedded } = await stored(page);
  expect(names).toEqual(files.map(({ name }) => name).toSorted());
  expect(waiting).toBe(0);
  expect(onDisk).toBe(files.length);
  expect(embedded).toHaveLength(files.length);
  expect(new Set(embedded).size).toBe(files.length);
  for (const kind of ['caption', 'embedding']) {
    const counts = embedded.map((id) => finished.get(`${kind} ${id}`) ?? 0);
    expect(Math.max(...counts), `times that a photograph's ${kind} was made`).toBe(1);
    expect(counts.filter((count) => count === 1).length).toBeGreaterThanOrEqual(files.length - reloads);
  }
  for (const { name } of files) await expect(ocelli.caption(name)).toHaveText(/\w+ \w+/);
});
