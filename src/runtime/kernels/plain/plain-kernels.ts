/**
 * The kernels in plain TypeScript: what the fast ones are compared with, and what runs when none of them can be
 * trusted. Written to be read.
 */
import type { Kernels } from '../kernels.ts';
import { plainAttention } from './attention.ts';
import { depthwise, pointwise, unfold } from './convolutions.ts';
import { attend, remember } from './grouped-attention.ts';
import { q4Matrix, quantise, quantisedBytes } from './q4.ts';
import { placeInQuads, rowOf } from './quads.ts';
import { q8Row, q8Vector, quantiseWide, wideBytes } from './q8.ts';
import { add, addNorm, argmax, gelu, relu, rmsNorm, rope, scoreRows, spread, swiGlu } from './vectors.ts';
import { View } from './view.ts';

export function plainKernels(memory: WebAssembly.Memory): Kernels {
  const view = new View(memory);
  return {
    quantisedBytes,
    quantise: (...operands) => quantise(view, ...operands),
    q4Quads: (q, scales, minimums, rows, columns, block) =>
      placeInQuads(view, q, scales, minimums, rows, columns, block),
    q4Vector: (out, q, scales, minimums, begin, end, columns, x, add, bias) =>
      q4Matrix(view, out, 0, q, scales, minimums, begin, end, columns, 32, x, 1, add, bias),
    q4Matrix: (out, stride, q, scales, minimums, begin, end, columns, block, x, count, add, bias) =>
      q4Matrix(view, out, stride, q, scales, minimums, begin, end, columns, block, x, count, add, bias),
    q4Row: (out, q, scales, minimums, row, columns, block) =>
      view.f32(out, columns).set(rowOf(view, q, scales, minimums, row, columns, block)),
    wideBytes,
    quantiseWide: (...operands) => quantiseWide(view, ...operands),
    q8Vector: (...operands) => q8Vector(view, ...operands),
    q8Row: (...operands) => q8Row(view, ...operands),
    rmsNorm: (...operands) => rmsNorm(view, ...operands),
    rope: (...operands) => rope(view, ...operands),
    attention: (...[out, query, pages, keys, values, pageLength, length, dim, scale]) =>
      plainAttention(view, out, query, pages, keys, values, pageLength, length, dim, scale),
    remember: (...operands) => remember(view, ...operands),
    attentionRoom: () => 0,
    groupedAttention: (out, query, heads, pages, at, pageLength, length, dim, scale) => {
      for (let i = 0; i < heads * dim * 4; i += dim * 4)
        attend(view, out + i, query + i, pages, at, pageLength, length, dim, scale);
    },
    spread: (...operands) => spread(view, ...operands),
    swiGlu: (...operands) => swiGlu(view, ...operands),
    add: (...operands) => add(view, ...operands),
    addNorm: (...operands) => addNorm(view, ...operands),
    gelu: (...operands) => gelu(view, ...operands),
    relu: (...operands) => relu(view, ...operands),
    argmax: (...operands) => argmax(view, ...operands),
    scoreRows: (out, codes, scales, rows, dim, query) =>
      scoreRows(view, out, codes, scales, rows, dim, query),
    pointwise: (...operands) => pointwise(view, ...operands),
    depthwise: (...operands) => depthwise(view, ...operands),
    unfold: (...operands) => unfold(view, ...operands),
  };
}
