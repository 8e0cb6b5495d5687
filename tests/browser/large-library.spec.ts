/**
 * A library of 10,000 photographs: opens, scrolls and searches quickly. Every figure is printed. The bounds hold for
 * processor time, so that other work on the machine does not count; times by the clock are printed beside it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import type { Vlm } from '../../src/index.ts';
import { OcelliPage } from './ocelli-page.ts';
import { expect, root, test } from './ocelli-test.ts';

const count = 10_000;

/** Fills the library's tables with rows, small JPEGs and random embeddings of length 1. */
async function seed(page: Page, pack: { id: string; version: string; dims: { embed: number } }) {
  await page.evaluate(
    async ({ count, key, length }) => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open('ocelli-library');
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error));
      });
      const thumbnails = await Promise.all(
        Array.from({ length: 24 }, (_, hue) => {
          const canvas = new OffscreenCanvas(400, 300);
          const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
          const gradient = context.createLinearGradient(0, 0, 400, 300);
          gradient.addColorStop(0, `hsl(${hue * 15} 60% 60%)`);
          gradient.addColorStop(1, `hsl(${hue * 15 + 60} 60% 30%)`);
          context.fillStyle = gradient;
          context.fillRect(0, 0, 400, 300);
          return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
        }),
      );
      for (let from = 0; from < count; from += 1000) {
        const stores = ['photographs', 'thumbnails', 'embeddings'];
        const transaction = database.transaction(stores, 'readwrite', { durability: 'relaxed' });
        for (let i = from; i < from + 1000; i++) {
          const id = i.toString(16).padStart(64, '0');
          const embedding = Float32Array.from({ length }, () => Math.random() + Math.random() - 1);
          const norm = Math.hypot(...embedding);
          transaction.objectStore('embeddings').put(
            embedding.map((x) => x / norm),
            [key, id],
          );
          transaction.objectStore('thumbnails').put(thumbnails[i % 24], id);
          transaction.objectStore('photographs').put({
            id,
            name: `photo-${i}.jpg`,
            folder: '',
            type: 'image/jpeg',
            bytes: 5000,
            batch: 1,
            order: i,
            width: 400,
            height: 300,
            caption: { text: `A gradient, number ${i}.`, source: 'hand' },
          });
        }
        await new Promise((resolve) => transaction.addEventListener('complete', resolve));
      }
      database.close();
    },
    { count, key: `${pack.id}@${pack.version}`, length: pack.dims.embed },
  );
}

/** Seconds of processor time that the browser's renderers have used. */
async function rendererSeconds(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/** The longest task of the page's main thread in a trace, in ms of its own time and by the clock. */
function longestTask(trace: Buffer): { busyMs: number; clockMs: number } {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = traceEvents.filter(({ name, pid, tid }) => name === 'RunTask' && mains.has(`${pid} ${tid}`));
  if (tasks.length === 0) throw new Error('The trace holds no task of the page.');
  const longest = (part: 'dur' | 'tdur') => Math.max(...tasks.map((task) => task[part] ?? 0)) / 1000;
  return { busyMs: longest('tdur'), clockMs: longest('dur') };
}

test(`a library of ${count} photographs`, async ({ page, site, browser }) => {
  const manifest = readFileSync(join(root, 'public/packs/ocelli-blip/pack.json'), 'utf8');
  const ocelli = await OcelliPage.open(page, site);
  await expect(ocelli.chooseButton).toBeVisible();
  await seed(page, JSON.parse(manifest) as Parameters<typeof seed>[1]);

  // Opening, until a card with its picture is there. The model waits meanwhile.
  await page.route('**/pack.json*', async (route) => {
    await opened;
    await route.continue();
  });
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const startMs = performance.now();
  await page.reload();
  await expect(ocelli.card('photo-0.jpg').getByRole('img')).toBeVisible();
  const openMs = performance.now() - startMs;
  const { metrics } = await devtools.send('Performance.getMetrics');
  const openBusyMs = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN);
  console.log(
    `Grid of ${count}: opens in ${openBusyMs.toFixed(0)} ms of its thread, ${openMs.toFixed(0)} by the clock`,
  );
  expect(await ocelli.cards.count()).toBeLessThan(100);

  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel'] });
  for (let step = 0; step < 40; step++) {
    await page.mouse.wheel(0, step % 8 === 7 ? 40_000 : 700);
    await page.waitForTimeout(50);
  }
  const scrolling = longestTask(await browser.stopTracing());
  console.log(
    `Scrolling: longest task ${scrolling.busyMs.toFixed(0)} ms of its thread, ${scrolling.clockMs.toFixed(0)} by the clock`,
  );
  await expect(ocelli.cards.first().getByRole('img')).toBeVisible();

  open();
  await page.evaluate(() => scrollTo(0, 0));
  await ocelli.search('a red sunset');
  await expect(page.getByText('500 photographs ranked for “a red sunset”')).toBeVisible();
  await expect(ocelli.cards.first().locator('.scores')).toContainText('ITC');

  expect(openBusyMs).toBeLessThan(1000);
  expect(scrolling.busyMs).toBeLessThan(100);
});

test(`text search over ${count} photographs, WASM on one thread`, async ({ page, plainSite, browser }) => {
  await page.goto(`${plainSite.origin}/engine.html`);
  await page.evaluate(async (count) => {
    const vlm = await window.ocelli.createVlm({ device: 'wasm' });
    const length = (await vlm.embedText('a warm up')).length;
    const embeddings = new Float32Array(count * length);
    for (let i = 0; i < embeddings.length; i++) embeddings[i] = (Math.random() - 0.5) / 5.6;
    const ids = Array.from({ length: count }, (_, i) => `photograph-${i}`);
    await vlm.index.restore({ ids, embeddings }, () => Promise.reject(new Error('no picture')));
    Object.assign(window, { vlm });
  }, count);
  const questions = ['a red sunset', 'a green field', 'the blue sea', 'a purple cloth', 'a dog', 'two cats'];
  const before = await rendererSeconds(browser);
  const clockMs = await page.evaluate(async (questions) => {
    const times = [];
    for (const text of questions) {
      const startMs = performance.now();
      const hits = await (window as unknown as { vlm: Vlm }).vlm.search(
        { text },
        { limit: 500, rerank: false },
      );
      if (hits.length !== 500) throw new Error(`There are ${hits.length} hits.`);
      times.push(performance.now() - startMs);
    }
    return times;
  }, questions);
  const busyMs = (1000 * ((await rendererSeconds(browser)) - before)) / questions.length;
  const clock = clockMs.map((ms) => ms.toFixed(0)).join(', ');
  console.log(
    `Text search over ${count}: ${busyMs.toFixed(0)} ms of processor time; by the clock ${clock} ms`,
  );
  expect(busyMs).toBeLessThan(150);
});
