import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ranking,
  recalls,
  reranking,
  similarities,
  transpose,
} from '../../../src/cli/evaluation/retrieval.ts';

describe('retrieval', () => {
  it('computes cosines of unit vectors, query by candidate', () => {
    expect(
      similarities(
        [
          [1, 0],
          [0.6, 0.8],
        ],
        [
          [0, 1],
          [1, 0],
        ],
      ),
    ).toEqual([
      [0, 1],
      [0.8, 0.6],
    ]);
  });

  it('ranks the best first', () => {
    expect(ranking([0.1, 0.9, 0.4])).toEqual([1, 2, 0]);
  });

  it('re-ranks the first candidates and leaves the others below', () => {
    const rescored = new Map([
      [1, 0.2],
      [2, 0.7],
    ]);
    expect(reranking([1, 2, 0], 2, rescored)).toEqual([2, 1, 0]);
    expect(() => reranking([1, 2, 0], 3, rescored)).toThrow('0');
  });

  it('counts the queries whose own candidate is near the top, in percent', () => {
    const own = (query: number, place: number) => {
      const others = Array.from({ length: 20 }, (_, index) => index).filter((index) => index !== query);
      return others.toSpliced(place, 0, query);
    };
    expect(recalls([own(0, 0), own(1, 4), own(2, 9), own(3, 10)])).toEqual({ r1: 25, r5: 50, r10: 75 });
  });

  it('is the same whichever way the matrix is turned twice', () => {
    const matrix = fc.array(fc.array(fc.double({ noNaN: true }), { minLength: 3, maxLength: 3 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(matrix, (scores) => {
        expect(transpose(transpose(scores))).toEqual(scores);
      }),
    );
  });

  it('keeps every candidate when it re-ranks', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), fc.nat(20), (scores, count) => {
        const order = ranking(scores);
        const rescored = new Map(order.map((candidate) => [candidate, -(scores[candidate] ?? 0)]));
        expect(reranking(order, count, rescored).toSorted()).toEqual(order.toSorted());
      }),
    );
  });
});
