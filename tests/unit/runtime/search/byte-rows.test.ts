// Search over rounded embeddings: exact with respect to them, near the unrounded, and fast at size.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { EmbeddingIndex } from '../../../../src/retrieval/embedding-index.ts';
import { ByteRows } from '../../../../src/runtime/search/byte-rows.ts';

const DIM = 384;
const wasm = new URL('../../../../src/runtime/kernels/compiled/simd.wasm', import.meta.url);
const module = new WebAssembly.Module(readFileSync(wasm));

let state = 7;
const random = (): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state / 2_147_483_647 - 0.5;
};

function unit(): Float32Array {
  const vector = Float32Array.from({ length: DIM }, random);
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);

it('finds what a scan of the kept embeddings finds, after adding, replacing and removing', () => {
  const index = new EmbeddingIndex(DIM, new ByteRows(DIM, { build: 'simd', module }));
  const given = new Map<string, Float32Array>();
  for (let i = 0; i < 2500; i++) {
    const [id, embedding] = [`${i % 2100}`, unit()];
    index.add(id, embedding);
    given.set(id, embedding);
  }
  for (let i = 0; i < 2100; i += 7) {
    index.remove(`${i}`);
    given.delete(`${i}`);
  }
  const query = unit();
  for (const [id, embedding] of given) {
    const kept = index.get(id) as Float32Array;
    const largest = Math.max(...embedding.map(Math.abs));
    const error = Math.max(...kept.map((value, i) => Math.abs(value - (embedding[i] as number))));
    expect(error).toBeLessThanOrEqual(largest / 253);
  }
  const scan = [...given.keys()].map((id) => ({ id, itc: dot(index.get(id) as Float32Array, query) }));
  scan.sort((a, b) => b.itc - a.itc);
  const found = index.nearest(query, 50);
  expect(found.map(({ id }) => id)).toEqual(scan.slice(0, 50).map(({ id }) => id));
  for (const [i, { itc }] of found.entries()) expect(itc).toBeCloseTo(scan[i]?.itc as number, 6);
}, 60_000);

it('searches 100,000 embeddings as the plain rows do, in a fifth of their time', () => {
  const bytes = new EmbeddingIndex(DIM, new ByteRows(DIM, { build: 'simd', module }));
  const plain = new EmbeddingIndex(DIM);
  const some = Array.from({ length: 64 }, unit);
  for (let i = 0; i < 100_000; i++)
    for (const index of [bytes, plain]) index.add(`${i}`, some[i % 64] as Float32Array);
  const search = (index: EmbeddingIndex): number => {
    const begin = performance.now();
    const found = index.nearest(some[5] as Float32Array, 20).map(({ id }) => Number(id) % 64);
    expect(found).toEqual(Array.from({ length: 20 }, () => 5));
    return performance.now() - begin;
  };
  // In turns, and the least of each: what the work takes when nothing else runs.
  const turns = Array.from({ length: 4 }, () => [search(bytes), search(plain)] as const);
  const fast = Math.min(...turns.map(([ms]) => ms));
  const slow = Math.min(...turns.map(([, ms]) => ms));
  console.log(`search of 100,000 x ${DIM}: ${fast.toFixed(1)} ms, plain ${slow.toFixed(1)} ms`);
  expect(fast).toBeLessThan(slow / 5);
}, 120_000);
