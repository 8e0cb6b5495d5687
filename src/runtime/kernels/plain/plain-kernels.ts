/**
 * The kernels in plain TypeScript: what the fast ones are compared with, and what runs when none of them can be
 * trusted. Written to be read.
 */
import type { Kernels } from '../kernels.ts';
import { plainAttention } from './attention.ts';
import { q4Quads, q4Row, q4Vector, quantise, quantisedBytes } from './q4.ts';
import { q8Row, q8Vector, quantiseWide, wideBytes } from './q8.ts';
import { argmax, rmsNorm, rope, scoreRows, spread, swiGlu } from './vectors.ts';
import { View } from './view.ts';

export function plainKernels(memory: WebAssembly.Memory): Kernels {
  const view = new View(memory);
  return {
    quantisedBytes,
    quantise: (...operands) => quantise(view, ...operands),
    q4Quads: (q, scales, minimums, rows, columns) => q4Quads(view, q, scales, minimums, rows, columns),
    q4Vector: (...operands) => q4Vector(view, ...operands),
    q4Matrix: (out, stride, q, scales, minimums, begin, end, columns, x, count, add) => {
      for (let i = 0; i < count; i++) {
        const from = x + i * quantisedBytes(columns);
        q4Vector(view, out + i * stride, q, scales, minimums, begin, end, columns, from, add);
      }
    },
    q4Row: (...operands) => q4Row(view, ...operands),
    wideBytes,
    quantiseWide: (...operands) => quantiseWide(view, ...operands),
    q8Vector: (...operands) => q8Vector(view, ...operands),
    q8Row: (...operands) => q8Row(view, ...operands),
    rmsNorm: (...operands) => rmsNorm(view, ...operands),
    rope: (...operands) => rope(view, ...operands),
    attention: (out, query, pages, keys, values, pageLength, length, dim, scale) =>
      plainAttention(view, out, query, pages, keys, values, pageLength, length, dim, scale),
    spread: (...operands) => spread(view, ...operands),
    swiGlu: (...operands) => swiGlu(view, ...operands),
    argmax: (...operands) => argmax(view, ...operands),
    scoreRows: (out, codes, scales, rows, dim, query) =>
      scoreRows(view, out, codes, scales, rows, dim, query),
  };
}
