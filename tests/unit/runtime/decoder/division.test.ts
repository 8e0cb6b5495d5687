import fc from 'fast-check';
import { expect, it } from 'vitest';
import { divisionOf, layApart, partsOf } from '../../../../src/runtime/decoder/voice/division.ts';
import type { VoiceShape } from '../../../../src/runtime/decoder/voice/shape.ts';
import { Heap } from '../../../../src/runtime/kernels/heap.ts';
import { plainKernels } from '../../../../src/runtime/kernels/plain/plain-kernels.ts';
import { TrialBench } from '../../../../src/runtime/kernels/trial-bench.ts';

const BLOCK = 32;

const shapes = fc.record({
  heads: fc.integer({ min: 1, max: 5 }).map((pairs) => pairs * 2),
  headDim: fc.constantFrom(16, 32, 80),
  inner: fc.integer({ min: 1, max: 9 }).map((blocks) => blocks * BLOCK),
  threads: fc.integer({ min: 1, max: 7 }),
});

it('gives every head and column to one thread, in whole blocks', () => {
  fc.assert(
    fc.property(shapes, ({ threads, ...sizes }) => {
      const { heads, attended, inner } = divisionOf(sizes as VoiceShape, threads);
      const whole = [sizes.heads, sizes.heads * sizes.headDim, sizes.inner];
      [heads, attended, inner].forEach((ranges, i) => {
        expect(ranges).toHaveLength(threads);
        expect(ranges.map(({ begin }) => begin)).toEqual([0, ...ranges.slice(0, -1).map(({ end }) => end)]);
        expect(ranges.at(-1)?.end).toBe(whole[i]);
      });
      for (const { begin, end } of [...attended, ...inner]) {
        expect(begin % BLOCK).toBe(0);
        expect(end % BLOCK).toBe(0);
      }
    }),
  );
});

it("adds up to the whole matrix's product", () => {
  const numbers = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
  fc.assert(
    fc.property(shapes, fc.integer({ min: 1, max: 6 }), numbers, ({ threads, ...sizes }, quads, drawn) => {
      const heap = new Heap(false);
      const bench = new TrialBench(heap, () => drawn.next().value as number);
      const kernels = plainKernels(heap.memory);
      const [rows, columns] = [quads * 4, sizes.inner];
      const matrix = { rows, columns, bias: bench.floats(rows), ...bench.weights(rows, columns) };
      const { q, scales, minimums } = matrix;
      kernels.q4Quads(q, scales, minimums, rows, columns, BLOCK, bench.room(columns));
      const [x, quantised, out] = [bench.floats(columns), bench.room(columns), bench.room(rows)];
      const product = (part: typeof matrix, first: number, add: 0 | 1): void => {
        kernels.quantise(x + first * 4, part.columns, quantised, 0, part.columns / BLOCK, BLOCK, 2);
        const { bias, ...codes } = part;
        kernels.q4Vector(
          ...([out, codes.q, codes.scales, codes.minimums, 0, rows, part.columns] as const),
          ...([quantised, add, bias, 2] as const),
        );
      };
      product(matrix, 0, 0);
      const whole = bench.read(out, rows);
      const { inner } = divisionOf(sizes as VoiceShape, threads);
      layApart(heap.memory, matrix, inner);
      partsOf(matrix, inner).forEach((part, i) => product(part, inner[i]?.begin as number, i === 0 ? 0 : 1));
      const sum = bench.read(out, rows);
      const scale = Math.max(...whole.map(Math.abs));
      sum.forEach((value, row) =>
        expect(Math.abs(value - (whole[row] as number))).toBeLessThan(1e-5 * scale + 1e-6),
      );
    }),
    { numRuns: 60 },
  );
});
