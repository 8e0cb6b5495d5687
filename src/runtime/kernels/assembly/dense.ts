/**
 * A layer of a text transformer: weights at 4 bits in blocks of 64, w = scale * code + minimum, times vectors at 16 bits.
 * The vectors are the hypotheses of a beam search: five share the unpacking of the weights.
 */
import { denseBytes } from './dense-vector';
import { half4 } from './half';
import { QUAD } from './quads';
import { multiplyAdd } from './sum';

const TOGETHER: usize = 5;

/**
 * weights x + bias for `count` vectors that lie one after another: of the i-th, `rows` numbers f32 to
 * `out + i * stride` (bytes).
 * @param q Codes, `scales` and `minimums` in quads. @param bias `[rows]` f32. @param rows A multiple of 4.
 * @param columns A multiple of 64. @param x Dense vectors `[columns]`.
 */
export function dense(
  out: usize,
  stride: usize,
  q: usize,
  scales: usize,
  minimums: usize,
  bias: usize,
  rows: usize,
  columns: usize,
  x: usize,
  count: usize,
): void {
  const size = denseBytes(columns);
  for (let i: usize = 0; i < count; i += TOGETHER) {
    const some = min(TOGETHER, count - i);
    for (let row: usize = 0; row < rows; row += QUAD) {
      const codes = q + row * (columns >> 1);
      const halves = row * (columns >> 6) * 2;
      const to = out + i * stride + row * 4;
      const from = x + i * size;
      timesSome(to, stride, codes, scales + halves, minimums + halves, bias + row * 4, columns, from, some);
    }
  }
}

/** A quad of rows, a lane each, times at most five vectors. */
function timesSome(
  out: usize,
  stride: usize,
  codes: usize,
  scale: usize,
  minimum: usize,
  bias: usize,
  columns: usize,
  x: usize,
  count: usize,
): void {
  const size = denseBytes(columns);
  const toSums = (columns >> 6) * 4;
  let ends = x + columns * 2;
  let a = v128.load(bias);
  let b = a;
  let c = a;
  let d = a;
  let e = a;
  for (let block: usize = 0; block < columns >> 6; block++) {
    let p0 = i32x4.splat(0);
    let p1 = i32x4.splat(0);
    let p2 = i32x4.splat(0);
    let p3 = i32x4.splat(0);
    let p4 = i32x4.splat(0);
    for (let eight: usize = 0; eight < 8; eight++) {
      const bytes = v128.load(codes);
      const w0 = v128.and(bytes, i16x8.splat(15));
      const w1 = v128.and(i16x8.shr_u(bytes, 4), i16x8.splat(15));
      const w2 = v128.and(i16x8.shr_u(bytes, 8), i16x8.splat(15));
      const w3 = i16x8.shr_u(bytes, 12);
      p0 = addEight(p0, w0, w1, w2, w3, x);
      if (count > 1) p1 = addEight(p1, w0, w1, w2, w3, x + size);
      if (count > 2) p2 = addEight(p2, w0, w1, w2, w3, x + 2 * size);
      if (count > 3) p3 = addEight(p3, w0, w1, w2, w3, x + 3 * size);
      if (count > 4) p4 = addEight(p4, w0, w1, w2, w3, x + 4 * size);
      codes += 16;
      x += 16;
    }
    const s = half4(scale);
    const m = half4(minimum);
    a = scaled(p0, s, m, ends, toSums, a);
    if (count > 1) b = scaled(p1, s, m, ends + size, toSums, b);
    if (count > 2) c = scaled(p2, s, m, ends + 2 * size, toSums, c);
    if (count > 3) d = scaled(p3, s, m, ends + 3 * size, toSums, d);
    if (count > 4) e = scaled(p4, s, m, ends + 4 * size, toSums, e);
    scale += 8;
    minimum += 8;
    ends += 4;
  }
  v128.store(out, a);
  if (count > 1) v128.store((out += stride), b);
  if (count > 2) v128.store((out += stride), c);
  if (count > 3) v128.store((out += stride), d);
  if (count > 4) v128.store((out += stride), e);
}

/** Eight columns of the quad, unpacked in four parts, times eight codes. */
function addEight(sums: v128, w0: v128, w1: v128, w2: v128, w3: v128, x: usize): v128 {
  const a = i32x4.dot_i16x8_s(w0, v128.load32_splat(x));
  const b = i32x4.dot_i16x8_s(w1, v128.load32_splat(x, 4));
  const c = i32x4.dot_i16x8_s(w2, v128.load32_splat(x, 8));
  const d = i32x4.dot_i16x8_s(w3, v128.load32_splat(x, 12));
  return i32x4.add(sums, i32x4.add(i32x4.add(a, b), i32x4.add(c, d)));
}

/** @param xScale Address of the vector's scale of this block; its sum lies `toSums` further. */
function scaled(products: v128, scale: v128, minimum: v128, xScale: usize, toSums: usize, sum: v128): v128 {
  const d = f32x4.mul(scale, v128.load32_splat(xScale));
  sum = multiplyAdd(f32x4.convert_i32x4_s(products), d, sum);
  return multiplyAdd(minimum, v128.load32_splat(xScale + toSums), sum);
}
