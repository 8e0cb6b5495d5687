import { expect, it } from 'vitest';
import { ratios } from '../../../../src/cli/benchmark/ratios.ts';
import type { Row } from '../../../../src/cli/benchmark/row.ts';

function row(engine: string, dtype: string, threads: number, decodeTps: number, prefillMs: number): Row {
  const [n, min, max] = [5, decodeTps, decodeTps];
  return { group: 'decode', device: 'wasm', engine, dtype, threads, decodeTps, prefillMs, n, min, max };
}

it('says how many times as fast as the others ours is, where both were measured', () => {
  const rows = [
    row('ocelli', 'q4', 1, 60, 400),
    row('ocelli', 'q4', 2, 90, 250),
    row('transformers.js', 'q4', 1, 2, 1400),
    row('transformers.js', 'q8', 1, 15, 600),
    row('transformers.js', 'q8', 2, 20, 300),
  ];
  expect(ratios(rows)).toEqual([
    { what: 'decode, transformers.js at 4 bits', ratio: 30, asked: 25 },
    { what: 'decode, transformers.js q8', ratio: 4, asked: 3.2 },
    { what: 'decode, two threads by one', ratio: 1.5, asked: 1.7 },
    { what: "prefill, transformers.js' fastest", ratio: 1.5, asked: 1.5 },
  ]);
});

it('says nothing without a decoder of ours', () => {
  expect(ratios([row('wllama', 'q8_0', 1, 9, 4000)])).toEqual([]);
});
