import { expect, test } from 'vitest';
import type { BenchResult } from '../../../../src/cli/benchmark/bench-result.ts';
import { compare, comparisonReport } from '../../../../src/cli/benchmark/comparison.ts';
import { markdownReport, textReport } from '../../../../src/cli/benchmark/report.ts';
import type { Row } from '../../../../src/cli/benchmark/row.ts';

const decode: Row = {
  group: 'decode',
  engine: 'ocelli',
  dtype: 'q4',
  device: 'wasm',
  threads: 1,
  prompt: 64,
  decodeTps: 70,
  n: 5,
  min: 68,
  max: 72,
};
const caption: Row = { ...decode, group: 'caption', what: 'image encoder', ms: 160, min: 150, max: 170 };
delete caption.decodeTps;
delete caption.prompt;

function run(...rows: Row[]): BenchResult {
  const machine = { cpu: 'x', hardwareThreads: 2, memoryGB: 8, platform: 'linux x64' };
  return { date: '2026-01-01', machine, versions: {}, rounds: 5, rows };
}

test('a row is slower only when its median lies outside the other run on the slow side', () => {
  const slowDecode = { ...decode, decodeTps: 60, min: 58, max: 62 };
  const noisyDecode = { ...decode, decodeTps: 66, min: 50, max: 71 };
  const slowCaption = { ...caption, ms: 200, min: 190, max: 210 };
  const fastCaption = { ...caption, ms: 100, min: 90, max: 110 };
  const regressions = (...rows: Row[]) =>
    compare(run(decode, caption), run(...rows)).map(({ regression }) => regression);
  expect(regressions(slowDecode, slowCaption)).toEqual([true, true]);
  expect(regressions(noisyDecode, fastCaption)).toEqual([false, false]);
  expect(regressions({ ...slowDecode, threads: 2 })).toEqual([]); // Another row.
});

test('loads and first tokens are compared by their times, pictures a second as a speed', () => {
  const { group, engine, dtype, device, threads, n } = decode;
  const of = (figures: Partial<Row>): Row => ({
    group,
    engine,
    dtype,
    device,
    threads,
    n,
    min: 9,
    max: 11,
    ...figures,
  });
  const change = (before: Partial<Row>, now: Partial<Row>) =>
    compare(run(of(before)), run(of({ min: 19, max: 21, ...now })))[0];
  expect(change({ loadMs: 10 }, { loadMs: 20 })).toMatchObject({ slowdown: 2, regression: true });
  expect(change({ firstTokenMs: 10 }, { firstTokenMs: 20 })).toMatchObject({ slowdown: 2, regression: true });
  expect(change({ picturesPerS: 10 }, { picturesPerS: 20 })).toMatchObject({
    slowdown: 0.5,
    regression: false,
  });
});

test('the comparison tells how many times slower', () => {
  const [change] = compare(run(decode), run({ ...decode, decodeTps: 35, min: 34, max: 36 }));
  expect(change?.slowdown).toBeCloseTo(2);
  expect(comparisonReport([change as NonNullable<typeof change>])).toMatch(/^SLOWER\s+2\.00 x/);
});

test('tables have the columns that their rows fill, a table a group', () => {
  const text = textReport([decode, caption]);
  expect(text).toContain('decode:\nengine  weights  device  threads  what       tokens/s');
  expect(text).toContain('caption:');
  expect(text.split('caption:')[1]).not.toContain('tokens/s');
  expect(markdownReport([decode])).toContain('| ocelli | q4 | wasm | 1 | prompt 64 | 70.0 | 5 | 68.0-72.0 |');
});
