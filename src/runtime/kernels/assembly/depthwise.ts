/** A depthwise convolution (MobileNet: Howard et al. 2017, https://arxiv.org/abs/1704.04861) of a channels-last picture. */
import { putEight } from './clamped';
import { multiplyAdd } from './sum';

/** Bytes of the channels that are computed together: eight. */
const WIDE: i32 = 32;
/** Columns of the result that are computed together. */
const COLUMNS: i32 = 4;

/**
 * Rows `begin` to `end` of the result `[rows, outWidth, channels]` of `x` `[height, width, channels]`, all f32. Outside
 * of the picture is 0; `out` may not be `x`.
 * @param weights `[size, size, channels]`. @param bias `[channels]`. @param channels A multiple of 8.
 * @param top Rows of nothing above the picture. @param left Columns of nothing on its left.
 * @param most As of `pointwise`.
 */
export function depthwise(
  out: usize,
  x: usize,
  weights: usize,
  bias: usize,
  channels: i32,
  height: i32,
  width: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
  outWidth: i32,
  begin: i32,
  end: i32,
  most: f32,
): void {
  const pixel = channels * 4;
  const line = pixel * width;
  // Of these columns the whole window is in the picture.
  const inner = min((left + stride - 1) / stride, outWidth);
  const outer = max(inner, min((width + left - size) / stride + 1, outWidth));
  for (let row = begin; row < end; row++) {
    const y = row * stride - top;
    const first = max(0, -y);
    const last = min(size, height - y);
    const from = x + (y + first) * line;
    const taps = weights + first * size * pixel;
    const to = out + row * outWidth * pixel;
    for (let c = 0; c < pixel; c += WIDE) {
      let column = 0;
      for (; column < outWidth; column++) {
        if (column === inner)
          for (; column + COLUMNS <= outer; column += COLUMNS)
            four(to + column * pixel + c, from + (column * stride - left) * pixel + c, taps + c, bias + c, pixel, line, size, stride, last - first, most); // prettier-ignore
        if (column === outWidth) break;
        const at = column * stride - left;
        one(to + column * pixel + c, from + at * pixel + c, taps + c, bias + c, pixel, line, size, last - first, max(0, -at), min(size, width - at), most); // prettier-ignore
      }
    }
  }
}

/** Eight channels of one pixel: `rows` of its window, columns `first` to `last`. */
function one(
  to: usize,
  x: usize,
  weights: usize,
  bias: usize,
  pixel: i32,
  line: i32,
  size: i32,
  rows: i32,
  first: i32,
  last: i32,
  most: f32,
): void {
  let a = v128.load(bias);
  let b = v128.load(bias, 16);
  for (let row = 0; row < rows; row++) {
    for (let i = first; i < last; i++) {
      const v = x + row * line + i * pixel;
      const w = weights + (row * size + i) * pixel;
      a = multiplyAdd(v128.load(v), v128.load(w), a);
      b = multiplyAdd(v128.load(v, 16), v128.load(w, 16), b);
    }
  }
  putEight(to, a, b, most);
}

/** Eight channels of four pixels in a row, whose windows are in the picture but for rows above and below. */
function four(
  to: usize,
  x: usize,
  weights: usize,
  bias: usize,
  pixel: i32,
  line: i32,
  size: i32,
  stride: i32,
  rows: i32,
  most: f32,
): void {
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
  const step = pixel * stride;
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < size; i++) {
      const w = v128.load(weights);
      const u = v128.load(weights, 16);
      let v = x + row * line + i * pixel;
      a0 = multiplyAdd(v128.load(v), w, a0);
      b0 = multiplyAdd(v128.load(v, 16), u, b0);
      v += step;
      a1 = multiplyAdd(v128.load(v), w, a1);
      b1 = multiplyAdd(v128.load(v, 16), u, b1);
      v += step;
      a2 = multiplyAdd(v128.load(v), w, a2);
      b2 = multiplyAdd(v128.load(v, 16), u, b2);
      v += step;
      a3 = multiplyAdd(v128.load(v), w, a3);
      b3 = multiplyAdd(v128.load(v, 16), u, b3);
      weights += pixel;
    }
  }
  putEight(to, a0, b0, most);
  putEight(to + pixel, a1, b1, most);
  putEight(to + 2 * pixel, a2, b2, most);
  putEight(to + 3 * pixel, a3, b3, most);
}
