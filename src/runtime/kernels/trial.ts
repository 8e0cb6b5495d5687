/** What a trial of a kernel is. */
import type { Heap } from './heap.ts';
import type { Kernels } from './kernels.ts';
import { TrialBench } from './trial-bench.ts';

/** Sizes and numbers of a trial. */
export interface TrialShape {
  /** A multiple of 4. */
  rows: number;
  /** A multiple of 32. */
  columns: number;
  /** Vectors in a matrix product, heads of an attention. */
  count: number;
  /** Tokens attended to. */
  length: number;
  /** Uniform, from 0 to 1. */
  random: () => number;
}

/** Fills memory once; what it returns runs a kernel on it and gives the result as a copy. */
export type Trial = (heap: Heap, shape: TrialShape) => (kernels: Kernels) => Float32Array;

export const trial =
  (prepare: (bench: TrialBench, shape: TrialShape) => (kernels: Kernels) => Float32Array): Trial =>
  (heap, shape) =>
    prepare(new TrialBench(heap, shape.random), shape);
