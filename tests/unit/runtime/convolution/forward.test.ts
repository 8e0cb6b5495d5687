/** Steps on several threads, and where their tensors lie. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forward } from '../../../../src/runtime/convolution/forward.ts';
import { placesOf } from '../../../../src/runtime/convolution/places.ts';
import { numbersOf, readBy, type Step } from '../../../../src/runtime/convolution/step.ts';
import { alone } from '../../../../src/runtime/kernels/crew.ts';
import { Heap } from '../../../../src/runtime/kernels/heap.ts';
import { instantiate } from '../../../../src/runtime/kernels/load.ts';
import type { Window } from '../../../../src/runtime/kernels/kernels.ts';

const [side, half] = [22, 11];
const everySecond: Window = [side, side, 3, 2, 1, 1, half];
const each: Window = [half, half, 5, 1, 2, 2, half];
const seen = { weights: 'w1', bias: 'b', pixels: half * half, outputs: 16 };
const steps: Step[] = [
  { kind: 'unfold', from: 'picture', to: 'windows', inputs: 28, channels: 3, window: everySecond, rows: half, scale: 2, shift: -1 }, // prettier-ignore
  { kind: 'pointwise', from: 'windows', to: 'first', ...seen, inputs: 28, most: 6, rest: undefined },
  { kind: 'depthwise', from: 'first', to: 'second', weights: 'w2', bias: 'b', channels: 16, window: each, rows: half, most: 6 }, // prettier-ignore
  { kind: 'pointwise', from: 'second', to: 'third', ...seen, inputs: 16, most: -1, rest: 'first' },
];

it('gives the same on any number of threads, to the last bit', () => {
  const heap = new Heap(false);
  const module = new WebAssembly.Module(
    readFileSync(new URL('../../../../src/runtime/kernels/compiled/simd.wasm', import.meta.url)),
  );
  const at = new Map<string, number>();
  const sizes = { picture: 3 * side * side, w1: 28 * 16, w2: 25 * 16, b: 16 };
  for (const [name, size] of Object.entries(sizes)) at.set(name, heap.allocate(size * 4));
  for (const step of steps) at.set(step.to, heap.allocate(numbersOf(step) * 4));
  for (const [name, size] of Object.entries(sizes))
    new Float32Array(heap.memory.buffer, at.get(name), size).forEach(
      (_, i, numbers) => (numbers[i] = Math.sin(i * i + size)),
    );
  const kernels = instantiate({ build: 'simd', module }, heap.memory);
  const results = [1, 2, 3, 5].map((threads) => {
    const third = new Float32Array(heap.memory.buffer, at.get('third'), half * half * 16).fill(NaN);
    // One thread after the other does its share of a step.
    for (const step of steps)
      for (let index = 0; index < threads; index++)
        forward(kernels, [step], at, { ...alone, index, threads });
    return third.slice();
  });
  expect(results[0]?.every(Number.isFinite)).toBe(true);
  for (const result of results) expect(result).toEqual(results[0]);
});

it('puts no tensor where another lies that is still to be read', () => {
  const shapes = fc.array(
    fc.record({ outputs: fc.integer({ min: 1, max: 40 }), back: fc.nat(3), rest: fc.option(fc.nat(5)) }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(shapes, fc.nat(29), (drawn, also) => {
      const name = (i: number): string => (i <= 0 ? 'picture' : `t${i}`);
      const made: Step[] = drawn.map(({ outputs, back, rest }, i) => ({
        ...seen,
        kind: 'pointwise',
        from: name(i - back),
        to: name(i + 1),
        rest: rest === null ? undefined : name(i - rest),
        inputs: 8,
        outputs,
        most: 6,
      }));
      const kept = new Set([name(drawn.length), name(Math.min(also, drawn.length))]);
      const { at, bytes } = placesOf(made, new Map([['picture', 50]]), kept);
      const sizes = new Map([['picture', 50], ...made.map((step) => [step.to, numbersOf(step)] as const)]);
      const lastRead = (of: string): number =>
        kept.has(of) ? made.length : made.findLastIndex((step) => readBy(step).includes(of));
      made.forEach((step, i) => {
        const there = ['picture', ...made.slice(0, i).map(({ to }) => to)].filter((of) => lastRead(of) >= i);
        const begin = at.get(step.to) as number;
        const end = begin + (sizes.get(step.to) as number) * 4;
        expect(end).toBeLessThanOrEqual(bytes);
        for (const other of there) {
          const first = at.get(other) as number;
          expect(begin >= first + (sizes.get(other) as number) * 4 || end <= first).toBe(true);
        }
      });
    }),
  );
});
