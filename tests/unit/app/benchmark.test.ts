/** The benchmark's figures: in short, and as exported rows. */
import { describe, expect, it } from 'vitest';
import type { Run } from '../../../src/app/benchmark/benchmark-runs.ts';
import { exportedRows } from '../../../src/app/benchmark/exported-rows.ts';
import { measures } from '../../../src/app/benchmark/measures.ts';
import { summaryOf } from '../../../src/app/benchmark/summary.ts';
import type { PackInfo } from '../../../src/index.ts';

describe('summaryOf', () => {
  it('is the middle, the ends and the count, in whatever order the values came', () => {
    expect(summaryOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30, n: 3 });
    expect(summaryOf([4, 1, 2, 9])).toEqual({ median: 3, min: 1, max: 9, n: 4 });
    expect(summaryOf([7])).toEqual({ median: 7, min: 7, max: 7, n: 1 });
  });

  it('is nothing of no values', () => {
    expect(summaryOf([])).toBeUndefined();
  });
});

describe('exportedRows', () => {
  const run: Run = {
    number: 2,
    plan: {
      pack: { id: 'talker', version: '1.0.0', can: ['answer'] } as unknown as PackInfo,
      backend: { device: 'wasm', threads: 2 },
      rounds: 2,
      cold: false,
    },
    state: { kind: 'done' },
    values: new Map([
      ['warmLoad', [200, 100]],
      ['prefill', [50, 70]],
      ['speed', [12, 10]],
    ]),
    prompt: 64,
    missing: [],
  };
  const rows = exportedRows(run);

  it('has a row for each figure that there is', () => {
    expect(rows.map(({ what }) => what)).toEqual(['warm load', 'prefill', 'tokens per second']);
    for (const row of rows)
      expect(row).toMatchObject({
        group: 'answer',
        engine: 'ocelli',
        dtype: 'talker',
        device: 'wasm',
        threads: 2,
        run: 2,
        n: 2,
      });
  });

  it('names the medians as the benchmark of the command line does', () => {
    expect(rows[0]).toMatchObject({ loadMs: 150, min: 100, max: 200 });
    expect(rows[1]).toMatchObject({ prefillMs: 60, prompt: 64, min: 50, max: 70 });
    expect(rows[2]).toMatchObject({ decodeTps: 11, min: 10, max: 12 });
    expect(rows[0]).not.toHaveProperty('prompt');
  });

  it('gives every measure a name of its own', () => {
    expect(new Set(measures.map(({ what }) => what)).size).toBe(measures.length);
  });
});
