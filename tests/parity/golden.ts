/** The golden tensors: what PyTorch computed, with the pack's own weights, for sample photographs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../browser/ocelli-test.ts';

export interface GoldenIndex {
  packVersion: string;
  /** The photograph of `tensors`, in public/samples. */
  image: string;
  texts: string[];
  /** Of each text, what it is ordered by, and what the picture is ordered by that is asked for it. */
  scores: number[];
  imageScores: number[];
  /** Largest allowed difference per element, relative to the largest value of its tensor. */
  tolerance: { wasm: number; webgpu: number };
  tensors: Record<string, { file: string; dims: number[] }>;
  greedy: { image: string; ids: number[]; text: string }[];
  beam: { image: string; beams: number; ids: number[]; text: string }[];
}

const folder = join(root, 'tests/fixtures/golden/ocelli-blip');

export const golden = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as GoldenIndex;

/** One golden tensor, row-major. */
export function goldenTensor(name: string): { data: Float32Array; dims: number[] } {
  const entry = golden.tensors[name];
  if (!entry) throw new Error(`There is no golden tensor ${name}.`);
  const bytes = readFileSync(join(folder, entry.file));
  return { data: new Float32Array(new Uint8Array(bytes).buffer), dims: entry.dims };
}

/** Largest difference of two tensors of one size, and the largest magnitude of the first. */
export function largestDifference(
  expected: Float32Array,
  actual: Float32Array,
): { difference: number; scale: number } {
  let difference = 0;
  let scale = 0;
  expected.forEach((value, index) => {
    const distance = Math.abs(value - (actual[index] ?? NaN));
    // NaN compares false with everything: it has to count as infinitely far.
    difference = distance <= difference ? difference : Number.isNaN(distance) ? Infinity : distance;
    scale = Math.max(scale, Math.abs(value));
  });
  return { difference, scale };
}
