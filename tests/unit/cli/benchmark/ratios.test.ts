import { expect, it } from 'vitest';
import { voiceFromNetwork } from '../../../../src/cli/benchmark/engine/load.ts';
import { firstTurn, secondTurn } from '../../../../src/cli/benchmark/engine/turn.ts';
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

it('says how much memory a voice takes to load and what a second question takes of the first', () => {
  const of = (group: string, what: string, figures: Partial<Row>): Row => ({
    group,
    what,
    engine: 'ocelli',
    dtype: 'pack',
    device: 'wasm',
    threads: 1,
    n: 5,
    min: 1,
    max: 1,
    ...figures,
  });
  const rows = [
    of('load', voiceFromNetwork, { loadMs: 900, memoryMB: 120, fileMB: 80 }),
    of('turn', firstTurn, { firstTokenMs: 400 }),
    of('turn', secondTurn, { firstTokenMs: 60 }),
    of('turn', secondTurn, { firstTokenMs: 60, dtype: 'another' }),
  ];
  expect(ratios(rows).map(({ ratio, asked, lessIsBetter }) => [ratio, asked, lessIsBetter])).toEqual([
    [1.5, 1.5, true],
    [0.15, 0.25, true],
  ]);
});

it('says nothing without a decoder of ours', () => {
  expect(ratios([row('wllama', 'q8_0', 1, 9, 4000)])).toEqual([]);
});

it("compares the host's time where a GPU does the rest", () => {
  const rows = [
    { ...row('ocelli', 'q4', 1, 60, 400), device: 'webgpu', hostMsPerToken: 2 },
    { ...row('ocelli', 'q4, not captured', 1, 60, 400), device: 'webgpu', hostMsPerToken: 20 },
    { ...row('transformers.js', 'q4', 1, 30, 400), device: 'webgpu', hostMsPerToken: 16 },
  ];
  const what = "host's time a token, transformers.js at 4 bits on WebGPU";
  expect(ratios(rows)).toContainEqual({ what, ratio: 8, asked: 5 });
});
