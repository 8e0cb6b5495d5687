/**
 * Matrix times vector with weights at 8 bits in blocks of 32, w = scale * (code - 128): the frequent words of the
 * table. Activations have 16 bits, in the order of the columns.
 *
 * A wide vector of n numbers is: n codes i16, then n / 32 scales f32, then n / 32 sums f32 (scale times codes' sum).
 */
import { half, half4 } from './half';
import { codes4, largestOf } from './largest';
import { multiplyAdd, sumOfFloats, sumOfIntegers } from './sum';

const LARGEST: f32 = 32767;

/** Bytes of a wide vector of n numbers. */
export function wideBytes(n: usize): usize {
  return n * 2 + (n >> 5) * 8;
}

/** `[n]` f32 at `x` as a wide vector at `out`. Codes are rounded half to even, from -32767 to 32767. */
export function quantiseWide(x: usize, n: usize, out: usize): void {
  const scales = out + n * 2;
  const sums = scales + (n >> 5) * 4;
  for (let block: usize = 0; block < n >> 5; block++) {
    const from = x + block * 128;
    const largest = largestOf(from, 128);
    const scale = largest / LARGEST;
    const inverse = f32x4.splat(largest > 0 ? LARGEST / largest : 0);
    let sum = i32x4.splat(0);
    for (let i: usize = 0; i < 128; i += 32) {
      const low = codes4(from + i, inverse);
      const high = codes4(from + i + 16, inverse);
      sum = i32x4.add(sum, i32x4.add(low, high));
      v128.store(out + block * 64 + i / 2, i16x8.narrow_i32x4_s(low, high));
    }
    store<f32>(scales + block * 4, scale);
    store<f32>(sums + block * 4, scale * <f32>sumOfIntegers(sum));
  }
}

/**
 * Rows `begin` to `end` of the product to `out[row]`, f32.
 * @param q `[rows, columns]` u8; `scales` `[rows, columns / 32]` f16. @param x A wide vector `[columns]`.
 */
export function q8Vector(
  out: usize,
  q: usize,
  scales: usize,
  begin: usize,
  end: usize,
  columns: usize,
  x: usize,
): void {
  const blocks = columns >> 5;
  const xScales = x + columns * 2;
  const xSums = xScales + blocks * 4;
  const four = blocks & ~3;
  const zero = f32x4.splat(-128);
  for (let row = begin; row < end; row++) {
    const codes = q + row * columns;
    const scale = scales + row * blocks * 2;
    let sum = f32x4.splat(0);
    let even = f32x4.splat(0);
    for (let b: usize = 0; b < four; b += 4) {
      const s = half4(scale + b * 2);
      even = multiplyAdd(f32x4.mul(s, zero), v128.load(xSums + b * 4), even);
      const d = f32x4.mul(s, v128.load(xScales + b * 4));
      const at = codes + b * 32;
      const xAt = x + b * 64;
      sum = multiplyAdd(bytes4(at, xAt), v128.shuffle<f32>(d, d, 0, 0, 0, 0), sum);
      even = multiplyAdd(bytes4(at + 32, xAt + 64), v128.shuffle<f32>(d, d, 1, 1, 1, 1), even);
      sum = multiplyAdd(bytes4(at + 64, xAt + 128), v128.shuffle<f32>(d, d, 2, 2, 2, 2), sum);
      even = multiplyAdd(bytes4(at + 96, xAt + 192), v128.shuffle<f32>(d, d, 3, 3, 3, 3), even);
    }
    let rest: f32 = 0;
    for (let b = four; b < blocks; b++) {
      const s = half(scale + b * 2);
      sum = multiplyAdd(bytes4(codes + b * 32, x + b * 64), f32x4.splat(s * load<f32>(xScales + b * 4)), sum);
      rest -= 128 * s * load<f32>(xSums + b * 4);
    }
    store<f32>(out + row * 4, sumOfFloats(f32x4.add(sum, even)) + rest);
  }
}

/** Four partial sums, as f32x4, of 32 bytes with 32 codes. */
function bytes4(q: usize, x: usize): v128 {
  const first = v128.load(q);
  const second = v128.load(q, 16);
  const a = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(first), v128.load(x));
  const b = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(first), v128.load(x, 16));
  const c = i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(second), v128.load(x, 32));
  const d = i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(second), v128.load(x, 48));
  return f32x4.convert_i32x4_s(i32x4.add(i32x4.add(a, b), i32x4.add(c, d)));
}

/** Row `row` as numbers, `[columns]` f32 to `out`. */
export function q8Row(out: usize, q: usize, scales: usize, row: usize, columns: usize): void {
  const codes = q + row * columns;
  for (let i: usize = 0; i < columns; i++) {
    const scale = half(scales + ((row * columns + i) / 32) * 2);
    store<f32>(out + i * 4, scale * <f32>(<i32>load<u8>(codes + i) - 128));
  }
}
