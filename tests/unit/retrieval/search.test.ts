import { describe, expect, it } from 'vitest';
import { EmbeddingIndex } from '../../../src/retrieval/embedding-index.ts';
import { search } from '../../../src/retrieval/search.ts';

const index = new EmbeddingIndex(2);
index.add('far', Float32Array.of(0, 1));
index.add('near', Float32Array.of(1, 0));
index.add('close', Float32Array.of(0.8, 0.6));
const query = Float32Array.of(1, 0);
const ids = (hits: { id: string }[]): string[] => hits.map(({ id }) => id);

describe('search', () => {
  it('ranks by embedding when nothing can be matched', async () => {
    const hits = await search(index, query, { limit: 2, rerank: 16 });
    expect(ids(hits)).toEqual(['near', 'close']);
    expect(hits[0]).toEqual({ id: 'near', itc: 1, score: 1 });
  });

  it('puts the best in the order of matching and leaves the others below', async () => {
    const match = async ({ id }: { id: string }) => ({ itm: 0.5, score: id === 'close' ? -1 : -2 });
    const hits = await search(index, query, { limit: 3, rerank: 2, match });
    expect(ids(hits)).toEqual(['close', 'near', 'far']);
    expect(hits[2]?.itm).toBeUndefined();
  });

  it('matches as many as the pack says even when fewer are asked for', async () => {
    const match = async ({ id }: { id: string }) => ({ itm: 1, score: id === 'far' ? 1 : 0 });
    expect(ids(await search(index, query, { limit: 1, rerank: 3, match }))).toEqual(['far']);
  });
});
