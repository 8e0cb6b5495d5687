import { expect, it } from 'vitest';
import type { Subject } from '../../../../src/cli/benchmark/row.ts';
import { rowsOf, sampledRows, type Sample } from '../../../../src/cli/benchmark/samples.ts';

const load: Subject = {
  group: 'load',
  engine: 'ocelli',
  dtype: 'q4',
  device: 'wasm',
  threads: 1,
  what: 'cold',
};
const search: Subject = { ...load, group: 'search', what: '100 photographs' };

it('makes a row of a subject: medians of what every round has, the range of the first figure', () => {
  const samples: Sample[] = [
    { subject: load, figures: { loadMs: 30, memoryMB: 5 } },
    { subject: search, figures: { ms: 2 } },
    { subject: load, figures: { loadMs: 10 } },
    { subject: load, figures: { loadMs: 50, memoryMB: 6 } },
  ];
  expect(rowsOf(samples)).toEqual([
    { ...load, loadMs: 30, n: 3, min: 10, max: 50 },
    { ...search, ms: 2, n: 1, min: 2, max: 2 },
  ]);
});

it('measures everything in turn, round by round, after a warm-up that does not count', async () => {
  const order: string[] = [];
  const thing = (subject: Subject, ms: number[]) => () => {
    order.push(subject.group);
    return Promise.resolve([{ subject, figures: { ms: ms.shift() as number } }]);
  };
  const rows = await sampledRows([thing(load, [900, 4, 6]), thing(search, [900, 1, 3])], { rounds: 2 });
  expect(order).toEqual(['load', 'search', 'load', 'search', 'load', 'search']);
  expect(rows.map(({ ms, n, max }) => [ms, n, max])).toEqual([
    [5, 2, 6],
    [2, 2, 3],
  ]);
});
