/** The benchmark view: what it measures, saves, and says when it is stopped or fails; for everyone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { ExportedBenchmark } from '../../src/app/benchmark/exported-rows.ts';
import { formatMeasure, measures } from '../../src/app/benchmark/measures.ts';
import { BenchmarkPage } from './benchmark-page.ts';
import { expect, root, test } from './ocelli-test.ts';

const rounds = 3;
const pack = JSON.parse(readFileSync(join(root, 'public/packs/ocelli-blip/pack.json'), 'utf8')) as {
  files: { path: string; bytes: number }[];
};
const weightFiles = pack.files.filter(({ path }) => path.endsWith('.bin'));

test('measures ocelli-blip on WASM, and saves what the table shows', async ({ page, site }) => {
  let fetched = 0;
  page.context().on('request', (request) => {
    if (request.url().endsWith('/ocelli-blip/vision.onnx')) fetched++;
  });
  const benchmark = await BenchmarkPage.open(page, site);
  await benchmark.choose('Model', /^Ocelli BLIP/);
  await benchmark.choose('Runs on', 'WASM, 1 thread');
  await benchmark.choose('Repetitions', String(rounds));
  await benchmark.button.click();
  await expect(page.getByRole('progressbar', { name: 'Progress of the benchmark' })).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Benchmark 1 · Ocelli BLIP, WASM, 1 thread is done.');
  const fetchedCold = fetched;
  expect(fetchedCold, 'each cold load fetches the model').toBeGreaterThanOrEqual(rounds);

  // One that has a single hardware thread is offered no more.
  const several = (await page.evaluate(() => navigator.hardwareConcurrency)) > 1;
  await benchmark.choose('Runs on', several ? /^WASM, \d+ threads$/ : 'WASM, 1 thread');
  await benchmark.choose('Repetitions', '1');
  await page.getByRole('checkbox', { name: /^Cold loads too/ }).uncheck();
  await benchmark.button.click();
  await expect(page.getByRole('status')).toHaveText(/^Benchmark 2 .* is done\.$/);
  expect(fetched, 'a warm load fetches nothing').toBe(fetchedCold);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as JSON' }).click();
  const saved = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as ExportedBenchmark;
  expect(saved.unfinished).toEqual([]);
  expect(saved.machine.hardwareThreads).toBeGreaterThan(0);

  for (const [number, n] of [
    [1, rounds],
    [2, 1],
  ] as const) {
    for (const measure of measures) {
      const row = saved.rows.find(({ run, what }) => run === number && what === measure.what);
      const cell = benchmark.figure(number, measure.id);
      // Captions have no cache that outlives them, and the tab can't be counted on every machine in time.
      const absent = measure.id === 'cache' || (measure.id === 'coldLoad' && number === 2);
      if (absent) expect(row, measure.what).toBeUndefined();
      if (!row && (absent || measure.id === 'tab')) {
        await expect(cell).toHaveText('none');
        continue;
      }
      const once = measure.id === 'weights' || measure.id === 'tab';
      const value = row?.[measure.field] ?? NaN;
      const { min = NaN, max = NaN } = row ?? {};
      for (const figure of [value, min, max]) {
        expect(Number.isFinite(figure), `${measure.what}: ${figure}`).toBe(true);
        expect(figure, measure.what).toBeGreaterThan(0);
      }
      expect(min).toBeLessThanOrEqual(value);
      expect(max).toBeGreaterThanOrEqual(value);
      expect(row, measure.what).toMatchObject({
        engine: 'ocelli',
        dtype: 'ocelli-blip',
        device: 'wasm',
        n: once ? 1 : n,
      });
      const shown = [formatMeasure(measure, value)];
      if (n > 1 && !once) shown.push(`${formatMeasure(measure, min)} – ${formatMeasure(measure, max)}`);
      shown.push(`n = ${once ? 1 : n}`);
      for (const words of shown) await expect(cell, measure.what).toContainText(words);
      // The chart says the same.
      const chart = page.locator('run-chart figure', { hasText: measure.title() }).getByRole('img');
      await expect(chart).toHaveAccessibleName(
        new RegExp(`(^|; )${number} · .*: ${escaped(shown[0] ?? '')}(;|$)`),
      );
    }
  }
  const weights = saved.rows.find(({ what }) => what === 'weights');
  expect(weights?.memoryMB).toBe(weightFiles.reduce((sum, { bytes }) => sum + bytes, 0) / 1e6);
  const threads = new Set(saved.rows.filter(({ run }) => run === 2).map((row) => row.threads));
  expect(threads.size).toBe(1);
  expect([...threads].every((count) => count > 1)).toBe(several);
  for (const { what, n, min, max, ...row } of saved.rows.filter(({ run }) => run === 1))
    console.log(`${what}: ${Object.values(row).at(-1)} (${min} to ${max}, n = ${n})`);
});

test('a benchmark that is stopped keeps what it measured', async ({ page, site }) => {
  const benchmark = await BenchmarkPage.open(page, site);
  await benchmark.choose('Repetitions', '10');
  await benchmark.button.click();
  await expect(benchmark.button).toHaveText('Stop');
  await expect(benchmark.figure(1, 'warmLoad')).toContainText('n = ');
  await benchmark.button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toHaveText(/^Benchmark 1 .* was stopped\.$/);
  await expect(benchmark.run(1)).toContainText('Stopped');
  await expect(benchmark.figure(1, 'warmLoad')).toContainText('n = ');
  await expect(benchmark.figure(1, 'speed')).toHaveText('none');
  await expect(benchmark.button).toHaveText('Run');
  await expect(benchmark.button).toBeFocused();
  await expect(page.getByRole('progressbar', { name: 'Progress of the benchmark' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.locator('run-table')).toHaveCount(0);
});

test('a benchmark that fails says why in its row, and the next one works', async ({ page, site }) => {
  const benchmark = await BenchmarkPage.open(page, site);
  await benchmark.choose('Repetitions', '3');
  await benchmark.button.click();
  await expect(benchmark.figure(1, 'coldLoad')).toContainText('n = 1');
  await page.context().route('**/ocelli-blip/vision.onnx', (route) => route.abort());
  await expect(page.getByRole('status')).toHaveText(/^Benchmark 1 .* failed\. .*vision\.onnx could not be/);
  await expect(benchmark.run(1).locator('.error')).toContainText('vision.onnx could not be fetched');
  await expect(benchmark.figure(1, 'coldLoad')).toContainText('n = 1');

  await page.context().unroute('**/ocelli-blip/vision.onnx');
  await benchmark.choose('Repetitions', '1');
  await benchmark.button.click();
  await expect(page.getByRole('status')).toHaveText(/^Benchmark 2 .* is done\.$/);
  await expect(benchmark.figure(2, 'speed')).toContainText('tokens/s');
  await expect(benchmark.run(1).locator('.error')).toBeVisible();
});

test('without cross-origin isolation there is one thread, and a reason', async ({ page, plainSite }) => {
  const benchmark = await BenchmarkPage.open(page, plainSite);
  const names = await page.getByLabel('Runs on').getByRole('option').allTextContents();
  expect(names.filter((name) => name.startsWith('WASM'))).toEqual(['WASM, 1 thread']);
  await expect(page.getByText('not cross-origin isolated')).toBeVisible();
  await expect(benchmark.button).toHaveText('Run');
});

for (const [locale, run] of [
  ['en-US', 'Run'],
  ['ko-KR', '실행'],
] as const) {
  test.describe(locale, () => {
    test.use({ locale, viewport: { width: 1280, height: 860 } });

    test('by keyboard, no violations, nothing too wide, in light and dark', async ({ page, site }) => {
      const benchmark = await BenchmarkPage.open(page, site);
      await expect(benchmark.button).toHaveText(run);
      const korean = locale.startsWith('ko');
      await page.getByLabel(korean ? '반복 횟수' : 'Repetitions').focus();
      await page.keyboard.press('Home'); // once
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await expect(benchmark.button).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(benchmark.button).not.toHaveText(run);
      await expect(benchmark.button).toHaveText(run);
      await page.keyboard.press('Enter');
      await expect(benchmark.button).not.toHaveText(run);
      await expect(benchmark.button).toHaveText(run);
      await expect(page.locator('run-chart .value').first()).toBeVisible();

      await page.keyboard.press('Tab');
      await expect(page.locator('details summary')).toBeFocused();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await expect(
        page.getByRole('button', { name: korean ? 'JSON으로 저장' : 'Save as JSON' }),
      ).toBeFocused();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await expect(page.locator('run-table [role=group]')).toBeFocused();

      for (const width of [360, 1280]) {
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 860 });
          await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
          expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overflow, `pixels too wide at ${width}`).toBeLessThanOrEqual(0);
        }
      }
    });
  });
}

function escaped(words: string): string {
  return words.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
