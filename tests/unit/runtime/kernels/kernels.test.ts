// The compiled kernels against the plain ones. SIMD128 only: Node's first compiler gets relaxed SIMD wrong, so that
// build is tested in Chromium (tests/browser/decoder.spec.ts).
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heap } from '../../../../src/runtime/kernels/heap.ts';
import { instantiate } from '../../../../src/runtime/kernels/load.ts';
import { plainKernels } from '../../../../src/runtime/kernels/plain/plain-kernels.ts';
import { selfTest, TOLERANCE } from '../../../../src/runtime/kernels/self-test.ts';
import { difference, trials } from '../../../../src/runtime/kernels/trials.ts';

const compiled = new URL('../../../../src/runtime/kernels/compiled/', import.meta.url);
const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 10 }).map((quads) => quads * 4),
  columns: fc.integer({ min: 1, max: 13 }).map((blocks) => blocks * 32),
  count: fc.integer({ min: 1, max: 10 }),
  length: fc.integer({ min: 1, max: 40 }),
});

describe.each([
  ['simd', false],
  ['simd-shared', true],
])('kernels of %s.wasm', { timeout: 60_000 }, (name, shared) => {
  const module = new WebAssembly.Module(readFileSync(new URL(`${name}.wasm`, compiled)));

  it.each(Object.entries(trials))('%s computes what the plain one does', (_, trial) => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (shape, numbers) => {
        const heap = new Heap(shared);
        const run = trial(heap, { ...shape, random: () => numbers.next().value as number });
        const right = run(plainKernels(heap.memory));
        expect(difference(run(instantiate({ build: 'simd', module }, heap.memory)), right)).toBeLessThan(
          TOLERANCE,
        );
      }),
      { numRuns: 60 },
    );
  });

  it.each([1, 2] as const)(
    'gives a vector of codes of %i bytes the same product to the last bit, alone or among others',
    (bytes) => {
      const heap = new Heap(shared);
      const kernels = instantiate({ build: 'simd', module }, heap.memory);
      const [rows, columns, count] = [28, 192, 15];
      const blocks = (rows * columns) / 32;
      const random = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { numRuns: 4096, seed: 1 });
      let drawn = 0;
      const next = (): number => random[drawn++ % random.length] as number;
      const [q, halves] = [heap.allocate(blocks * 16), heap.allocate(blocks * 4)];
      new Uint8Array(heap.memory.buffer, q, blocks * 16).forEach((_, i, bytes) => (bytes[i] = next() * 256));
      new Uint16Array(heap.memory.buffer, halves, blocks * 2).forEach(
        (_, i, bits) => (bits[i] = 0x2000 + next() * 0x1000),
      );
      const [x, quantised] = [heap.allocate(columns * count * 4), heap.allocate(columns * count * 4)];
      new Float32Array(heap.memory.buffer, x, columns * count).forEach(
        (_, i, values) => (values[i] = next() - 0.5),
      );
      const size = kernels.quantisedBytes(columns);
      for (let i = 0; i < count; i++)
        kernels.quantise(x + i * columns * 4, columns, quantised + i * size, 0, columns / 32, 32, bytes);
      const [together, alone] = [heap.allocate(rows * count * 4), heap.allocate(rows * count * 4)];
      const minimums = halves + blocks * 2;
      kernels.q4Matrix(
        together,
        rows * 4,
        q,
        halves,
        minimums,
        0,
        rows,
        columns,
        32,
        quantised,
        count,
        0,
        0,
        bytes,
      );
      for (let i = 0; i < count; i++)
        kernels.q4Vector(
          alone + i * rows * 4,
          q,
          halves,
          minimums,
          0,
          rows,
          columns,
          quantised + i * size,
          0,
          0,
          bytes,
        );
      const bits = (at: number): number[] => [...new Uint32Array(heap.memory.buffer, at, rows * count)];
      expect(bits(alone)).toEqual(bits(together));
    },
  );

  it('passes the self-test, which names a kernel that is wrong', () => {
    const heap = new Heap(shared);
    const kernels = instantiate({ build: 'simd', module }, heap.memory);
    expect(selfTest(heap, kernels, plainKernels(heap.memory))).toEqual([]);
    const broken = { ...kernels, rmsNorm: kernels.swiGlu as typeof kernels.rmsNorm };
    expect(selfTest(heap, broken, plainKernels(heap.memory))).toEqual(['rmsNorm']);
  });
});
