import { describe, expect, it } from 'vitest';
import { classify } from '../../../src/retrieval/classify.ts';
import { EmbeddingIndex } from '../../../src/retrieval/embedding-index.ts';
import { combine, weights } from '../../../src/retrieval/query.ts';

const [x, y] = [Float32Array.of(1, 0), Float32Array.of(0, 1)];

describe('a query of several parts', () => {
  it('is their weighted sum, of length 1', () => {
    const both = combine([
      { embedding: x, weight: weights.text },
      { embedding: y, weight: weights.minus },
    ]);
    expect(Math.hypot(...both)).toBeCloseTo(1, 6);
    expect(both[0]).toBeGreaterThan(0);
    expect(both[1]).toBeLessThan(0);
    expect(Array.from(combine([{ embedding: x, weight: 3 }]))).toEqual([1, 0]);
  });
});

describe('classify', () => {
  it('puts every photograph under the nearest label, with its softmax', () => {
    const index = new EmbeddingIndex(2);
    index.add('right', Float32Array.of(0.8, 0.6));
    index.add('up', y);
    const labels = [
      { label: 'x', embedding: x },
      { label: 'y', embedding: y },
    ];
    const sorted = classify(index, labels, 10).toSorted((a, b) => a.id.localeCompare(b.id));
    expect(sorted.map(({ id, label }) => [id, label])).toEqual([
      ['right', 'x'],
      ['up', 'y'],
    ]);
    expect(sorted[0]?.probability).toBeCloseTo(1 / (1 + Math.exp(-2)), 5);
    expect(sorted[1]?.itc).toBeCloseTo(1, 6);
  });
});
