/** Memories for a MED with compiled kernels, and with the plain ones that they are compared with. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { Heap } from '../../../../src/runtime/kernels/heap.ts';
import { instantiate } from '../../../../src/runtime/kernels/load.ts';
import { plainKernels } from '../../../../src/runtime/kernels/plain/plain-kernels.ts';
import { MedMemory } from '../../../../src/runtime/med/memory.ts';

const compiled = new URL('../../../../src/runtime/kernels/compiled/simd.wasm', import.meta.url);
const module = new WebAssembly.Module(readFileSync(compiled));

export function fast(): MedMemory {
  const heap = new Heap(false);
  return new MedMemory(heap, instantiate({ build: 'simd', module }, heap.memory));
}

export function plain(): MedMemory {
  const heap = new Heap(false);
  return new MedMemory(heap, plainKernels(heap.memory));
}

/** Equal but for the rounding of activations and of sums. */
export function expectClose(one: Float32Array | undefined, other: Float32Array): void {
  const scale = other.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  expect(scale).toBeGreaterThan(0);
  other.forEach((value, i) => expect(Math.abs((one?.[i] ?? NaN) - value)).toBeLessThan(2e-4 * scale));
}
