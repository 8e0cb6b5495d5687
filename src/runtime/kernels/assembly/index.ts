/**
 * What the module exports. Addresses are bytes in the imported memory and multiples of 4; lengths of vectors are
 * multiples of 32 unless said.
 */
export { add } from './add';
export { argmax } from './argmax';
export { attention } from './attention';
export { remember } from './cache-page';
export { depthwise } from './depthwise';
export { fourAreQuick } from './four';
export { gelu } from './gelu';
export { attentionRoom, groupedAttention } from './grouped-attention';
export { addNorm } from './layer-norm';
export { pointwise } from './pointwise';
export { q4Matrix } from './q4-matrix';
export { q4Row } from './q4-row';
export { q4Vector } from './q4-vector';
export { q4Quads } from './quads';
export { q8Row, q8Vector, quantiseWide, wideBytes } from './q8-vector';
export { quantise, quantisedBytes } from './quantise';
export { relu } from './relu';
export { rmsNorm } from './rms-norm';
export { rope } from './rope';
export { scoreRows } from './score-rows';
export { spread } from './spread';
export { swiGlu } from './swiglu';
export { unfold } from './unfold';
