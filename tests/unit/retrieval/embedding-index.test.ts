/** A plain map with a full scan is the oracle of the index. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EmbeddingIndex } from '../../../src/retrieval/embedding-index.ts';

const DIM = 3;
const vector = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: DIM, maxLength: DIM });
const step = fc.record({
  id: fc.integer({ min: 0, max: 90 }),
  vector: fc.option(vector, { nil: undefined, freq: 8 }),
});

it('agrees with a plain map after any adding, replacing and removing', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), vector, (steps, query) => {
      const index = new EmbeddingIndex(DIM);
      const plain = new Map<string, number[]>();
      for (const { id, vector: embedding } of steps) {
        if (embedding) {
          index.add(`${id}`, Float32Array.from(embedding));
          plain.set(`${id}`, embedding);
        } else {
          index.remove(`${id}`);
          plain.delete(`${id}`);
        }
      }
      expect(index.size).toBe(plain.size);
      const dot = (one: number[]): number => one.reduce((sum, x, i) => sum + x * (query[i] ?? 0), 0);
      const found = index.nearest(Float32Array.from(query), plain.size + 1);
      for (const { id, itc } of found) expect(itc).toBe(dot(plain.get(id) as number[]));
      const sorted = [...plain.values()].map(dot).sort((a, b) => b - a);
      expect(found.map(({ itc }) => itc)).toEqual(sorted);
      for (const [id, embedding] of plain) expect([...(index.get(id) ?? [])]).toEqual(embedding);
    }),
  );
});

it('is empty after clear, and forgets', () => {
  const index = new EmbeddingIndex(1);
  index.add('a', Float32Array.of(1));
  index.clear();
  expect(index.size).toBe(0);
  expect(index.get('a')).toBeUndefined();
});
