/**
 * A quad of rows times five vectors, or fewer, whose codes have two bytes, where the processor multiplies four codes of one
 * byte at once (FOUR): the upper bytes and the lower ones have a sum each. What is unpacked meets all five, and the sums
 * stay in registers. The results are those of the products of 16 bits to the last bit.
 */
import { half4 } from './half';
import { addBytes, ended, highHalves, LOWER, lowHalves, together } from './q4-block';
import { quantisedBytes } from './quantise';

/** Adds the quad times `count` vectors, at most five, to what is at `to`; parameters as of q4Matrix, addresses those of the quad. */
export function fiveByHalves(
  to: usize,
  stride: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  block: usize,
  columns: usize,
  x: usize,
  count: usize,
): void {
  const size = quantisedBytes(columns);
  const toSums = (columns / block) * 4;
  const end = x + columns * 2;
  let xScale = end;
  let sum0 = v128.load(to);
  let sum1 = count > 1 ? v128.load(to + stride) : sum0;
  let sum2 = count > 2 ? v128.load(to + 2 * stride) : sum0;
  let sum3 = count > 3 ? v128.load(to + 3 * stride) : sum0;
  let sum4 = count > 4 ? v128.load(to + 4 * stride) : sum0;
  while (x < end) {
    let p0 = i32x4.splat(0);
    let l0 = i32x4.splat(0);
    let p1 = i32x4.splat(0);
    let l1 = i32x4.splat(0);
    let p2 = i32x4.splat(0);
    let l2 = i32x4.splat(0);
    let p3 = i32x4.splat(0);
    let l3 = i32x4.splat(0);
    let p4 = i32x4.splat(0);
    let l4 = i32x4.splat(0);
    for (let eight: usize = 0; eight < block >> 3; eight++) {
      const bytes = v128.load(codes);
      const low = lowHalves(bytes);
      const high = highHalves(bytes);
      p0 = addBytes(p0, low, high, x);
      l0 = addBytes(l0, low, high, x + LOWER);
      if (count > 1) {
        p1 = addBytes(p1, low, high, x + size);
        l1 = addBytes(l1, low, high, x + size + LOWER);
      }
      if (count > 2) {
        p2 = addBytes(p2, low, high, x + 2 * size);
        l2 = addBytes(l2, low, high, x + 2 * size + LOWER);
      }
      if (count > 3) {
        p3 = addBytes(p3, low, high, x + 3 * size);
        l3 = addBytes(l3, low, high, x + 3 * size + LOWER);
      }
      if (count > 4) {
        p4 = addBytes(p4, low, high, x + 4 * size);
        l4 = addBytes(l4, low, high, x + 4 * size + LOWER);
      }
      codes += 16;
      x += 16;
    }
    const d = half4(scale);
    const m = half4(minimum);
    sum0 = ended(together(p0, l0), d, m, xScale, toSums, sum0);
    if (count > 1) sum1 = ended(together(p1, l1), d, m, xScale + size, toSums, sum1);
    if (count > 2) sum2 = ended(together(p2, l2), d, m, xScale + 2 * size, toSums, sum2);
    if (count > 3) sum3 = ended(together(p3, l3), d, m, xScale + 3 * size, toSums, sum3);
    if (count > 4) sum4 = ended(together(p4, l4), d, m, xScale + 4 * size, toSums, sum4);
    scale += 8;
    minimum += 8;
    xScale += 4;
  }
  v128.store(to, sum0);
  if (count > 1) v128.store(to + stride, sum1);
  if (count > 2) v128.store(to + 2 * stride, sum2);
  if (count > 3) v128.store(to + 3 * stride, sum3);
  if (count > 4) v128.store(to + 4 * stride, sum4);
}
