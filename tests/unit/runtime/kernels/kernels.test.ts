// The compiled kernels against the plain ones. SIMD128 only: Node's first compiler gets relaxed SIMD wrong, so that
// build is tested in Chromium (tests/browser/kernels.spec.ts).
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
  rows: fc.integer({ min: 1, max: 6 }).map((quads) => quads * 4),
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

  it('passes the self-test, which names a kernel that is wrong', () => {
    const heap = new Heap(shared);
    const kernels = instantiate({ build: 'simd', module }, heap.memory);
    expect(selfTest(heap, kernels, plainKernels(heap.memory))).toEqual([]);
    const broken = { ...kernels, rmsNorm: kernels.swiGlu as typeof kernels.rmsNorm };
    expect(selfTest(heap, broken, plainKernels(heap.memory))).toEqual(['rmsNorm']);
  });
});
