/**
 * A convolution of 1 x 1: the matrix product that most of a mobile vision network's time goes into (MobileNetV2:
 * Sandler et al. 2018, https://arxiv.org/abs/1801.04381). Of channels-last pictures, `[pixels, channels]`.
 */
import { putEight } from './clamped';
import { multiplyAdd } from './sum';

/** Channels of a result that are computed together, and whose weights lie together. */
export const WIDE: usize = 8;
/** Pixels that are computed together: with eight channels of each the sums fill twelve of sixteen registers. */
const TILE: usize = 6;
/** Bytes of pixels that pass all weights together: they stay in the second cache. */
const BLOCK: usize = 1 << 17;

/**
 * Pixels `begin` to `end` of `x` `[pixels, inputs]` times weights, plus bias, plus the same pixels of `rest`
 * `[pixels, outputs]` if that is not 0. All f32; neither `x` nor `rest` may be `out`.
 * @param weights `[outputs / 8, inputs, 8]`. @param inputs A multiple of 4. @param outputs A multiple of 8.
 * @param most Results are at least 0 and at most this (ReLU6: 6); below 0: as they are.
 */
export function pointwise(
  out: usize,
  x: usize,
  weights: usize,
  bias: usize,
  rest: usize,
  begin: usize,
  end: usize,
  inputs: usize,
  outputs: usize,
  most: f32,
): void {
  const row = inputs * 4;
  const stride = outputs * 4;
  const block = max(TILE, (BLOCK / row / TILE) * TILE);
  for (let first = begin; first < end; first += block) {
    const last = min(end, first + block);
    for (let channel: usize = 0; channel < outputs; channel += WIDE) {
      const to = out + channel * 4;
      const some = weights + channel * row;
      const b = bias + channel * 4;
      const r = rest ? rest + channel * 4 : 0;
      if (last - begin < TILE) {
        for (let p = first; p < last; p++)
          one(to + p * stride, x + p * row, row, some, b, at(r, p, stride), most);
        continue;
      }
      // The last six may hold some of those before: they come out the same once more.
      for (let p = first; p < last; p += TILE) {
        const six = min(p, last - TILE);
        sixPixels(to + six * stride, stride, x + six * row, row, some, b, at(r, six, stride), most);
      }
    }
  }
}

function at(rest: usize, pixel: usize, stride: usize): usize {
  return rest ? rest + pixel * stride : 0;
}

function one(to: usize, x: usize, row: usize, weights: usize, bias: usize, rest: usize, most: f32): void {
  let a = v128.load(bias);
  let b = v128.load(bias, 16);
  for (let k: usize = 0; k < row; k += 4) {
    const v = v128.load32_splat(x + k);
    a = multiplyAdd(v, v128.load(weights + k * WIDE), a);
    b = multiplyAdd(v, v128.load(weights + k * WIDE, 16), b);
  }
  put(to, a, b, rest, most);
}

function put(to: usize, a: v128, b: v128, rest: usize, most: f32): void {
  if (rest) {
    a = f32x4.add(a, v128.load(rest));
    b = f32x4.add(b, v128.load(rest, 16));
  }
  putEight(to, a, b, most);
}

function sixPixels(
  to: usize,
  stride: usize,
  x: usize,
  row: usize,
  weights: usize,
  bias: usize,
  rest: usize,
  most: f32,
): void {
  const x1 = x + row;
  const x2 = x1 + row;
  const x3 = x2 + row;
  const x4 = x3 + row;
  const x5 = x4 + row;
  const low = v128.load(bias);
  const high = v128.load(bias, 16);
  let a0 = low;
  let b0 = high;
  let a1 = low;
  let b1 = high;
  let a2 = low;
  let b2 = high;
  let a3 = low;
  let b3 = high;
  let a4 = low;
  let b4 = high;
  let a5 = low;
  let b5 = high;
  for (let k: usize = 0; k < row; k += 4) {
    const w = v128.load(weights + k * WIDE);
    const u = v128.load(weights + k * WIDE, 16);
    let v = v128.load32_splat(x + k);
    a0 = multiplyAdd(v, w, a0);
    b0 = multiplyAdd(v, u, b0);
    v = v128.load32_splat(x1 + k);
    a1 = multiplyAdd(v, w, a1);
    b1 = multiplyAdd(v, u, b1);
    v = v128.load32_splat(x2 + k);
    a2 = multiplyAdd(v, w, a2);
    b2 = multiplyAdd(v, u, b2);
    v = v128.load32_splat(x3 + k);
    a3 = multiplyAdd(v, w, a3);
    b3 = multiplyAdd(v, u, b3);
    v = v128.load32_splat(x4 + k);
    a4 = multiplyAdd(v, w, a4);
    b4 = multiplyAdd(v, u, b4);
    v = v128.load32_splat(x5 + k);
    a5 = multiplyAdd(v, w, a5);
    b5 = multiplyAdd(v, u, b5);
  }
  put(to, a0, b0, rest, most);
  put(to + stride, a1, b1, rest ? rest + stride : 0, most);
  put(to + 2 * stride, a2, b2, rest ? rest + 2 * stride : 0, most);
  put(to + 3 * stride, a3, b3, rest ? rest + 3 * stride : 0, most);
  put(to + 4 * stride, a4, b4, rest ? rest + 4 * stride : 0, most);
  put(to + 5 * stride, a5, b5, rest ? rest + 5 * stride : 0, most);
}
