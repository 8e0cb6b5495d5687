/**
 * Two quads of rows times four vectors whose codes have one byte, so that unpacked weights serve four times and a
 * vector's codes twice.
 */
import { half4 } from './half';
import { addBytes, highHalves, lowHalves, scaled, sumOfBytes } from './q4-block';
import { quantisedBytes } from './quantise';

/**
 * Adds two quads times four vectors to what is at `to`; parameters as of q4Matrix, addresses those of the first quad. What
 * ends in two figures is named after its quad and its vector.
 */
export function twoTimesFour(
  to: usize,
  stride: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  columns: usize,
  x: usize,
): void {
  const blocks = columns >> 5;
  const size = quantisedBytes(columns);
  const apart = blocks * 64;
  const halves = blocks * 8;
  let xScale = x + columns * 2;
  let sum00 = v128.load(to);
  let sum01 = v128.load(to + stride);
  let sum02 = v128.load(to + 2 * stride);
  let sum03 = v128.load(to + 3 * stride);
  let sum10 = v128.load(to, 16);
  let sum11 = v128.load(to + stride, 16);
  let sum12 = v128.load(to + 2 * stride, 16);
  let sum13 = v128.load(to + 3 * stride, 16);
  for (let b: usize = 0; b < blocks; b++) {
    let p00 = i16x8.splat(0);
    let p01 = i16x8.splat(0);
    let p02 = i16x8.splat(0);
    let p03 = i16x8.splat(0);
    let p10 = i16x8.splat(0);
    let p11 = i16x8.splat(0);
    let p12 = i16x8.splat(0);
    let p13 = i16x8.splat(0);
    for (let eight: usize = 0; eight < 4; eight++) {
      const bytes0 = v128.load(codes);
      const bytes1 = v128.load(codes + apart);
      const x1 = x + size;
      const x2 = x1 + size;
      const x3 = x2 + size;
      const low0 = lowHalves(bytes0);
      const high0 = highHalves(bytes0);
      const low1 = lowHalves(bytes1);
      const high1 = highHalves(bytes1);
      p00 = addBytes(p00, low0, high0, x);
      p10 = addBytes(p10, low1, high1, x);
      p01 = addBytes(p01, low0, high0, x1);
      p11 = addBytes(p11, low1, high1, x1);
      p02 = addBytes(p02, low0, high0, x2);
      p12 = addBytes(p12, low1, high1, x2);
      p03 = addBytes(p03, low0, high0, x3);
      p13 = addBytes(p13, low1, high1, x3);
      codes += 16;
      x += 16;
    }
    const d0 = half4(scale);
    const d1 = half4(scale + halves);
    const m0 = half4(minimum);
    const m1 = half4(minimum + halves);
    const xSum = xScale + blocks * 4;
    let s = v128.load32_splat(xScale);
    let t = v128.load32_splat(xSum);
    sum00 = scaled(sumOfBytes(p00), d0, m0, s, t, sum00);
    sum10 = scaled(sumOfBytes(p10), d1, m1, s, t, sum10);
    s = v128.load32_splat(xScale + size);
    t = v128.load32_splat(xSum + size);
    sum01 = scaled(sumOfBytes(p01), d0, m0, s, t, sum01);
    sum11 = scaled(sumOfBytes(p11), d1, m1, s, t, sum11);
    s = v128.load32_splat(xScale + 2 * size);
    t = v128.load32_splat(xSum + 2 * size);
    sum02 = scaled(sumOfBytes(p02), d0, m0, s, t, sum02);
    sum12 = scaled(sumOfBytes(p12), d1, m1, s, t, sum12);
    s = v128.load32_splat(xScale + 3 * size);
    t = v128.load32_splat(xSum + 3 * size);
    sum03 = scaled(sumOfBytes(p03), d0, m0, s, t, sum03);
    sum13 = scaled(sumOfBytes(p13), d1, m1, s, t, sum13);
    scale += 8;
    minimum += 8;
    xScale += 4;
  }
  v128.store(to, sum00);
  v128.store(to, sum10, 16);
  v128.store(to + stride, sum01);
  v128.store(to + stride, sum11, 16);
  v128.store(to + 2 * stride, sum02);
  v128.store(to + 2 * stride, sum12, 16);
  v128.store(to + 3 * stride, sum03);
  v128.store(to + 3 * stride, sum13, 16);
}
