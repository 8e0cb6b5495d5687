/** What a convolution's window sees, a row each (im2col), so that the convolution is a matrix product. */

/**
 * Rows `begin` to `end` of `[rows, outWidth, inputs]` f32 of a picture whose channels come first, `[channels, height, width]`;
 * each number times `scale` plus `shift`; 0 outside of the picture.
 * @param inputs At least channels x size x size; what is beyond is 0. Others as of `depthwise`.
 */
export function unfold(
  out: usize,
  x: usize,
  inputs: i32,
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
  scale: f32,
  shift: f32,
): void {
  for (let row = begin; row < end; row++) {
    for (let column = 0; column < outWidth; column++) {
      const to = out + (row * outWidth + column) * inputs * 4;
      let at = to;
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < size; i++) {
          const y = row * stride - top + i;
          for (let j = 0; j < size; j++, at += 4) {
            const z = column * stride - left + j;
            const inside = y >= 0 && y < height && z >= 0 && z < width;
            store<f32>(at, inside ? load<f32>(x + ((c * height + y) * width + z) * 4) * scale + shift : 0);
          }
        }
      }
      memory.fill(at, 0, to + inputs * 4 - at);
    }
  }
}
