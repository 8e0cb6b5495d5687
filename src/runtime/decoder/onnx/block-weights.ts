/** The weights of a MatMulNBits as float32: codes of 4 or 8 bits in blocks, each with a scale and perhaps a zero point. */

/** The node's attributes. */
export interface BlockShape {
  /** Rows of the stored matrix: outputs. */
  N: number;
  /** Its columns: inputs. */
  K: number;
  bits: number;
  block_size: number;
}

/** The stored matrix transposed, `[K, N]`: what MatMul takes on its right. Without zero points they are half of the codes' range. */
export function expandBlocks(
  { N, K, bits, block_size: block }: BlockShape,
  codes: Uint8Array,
  scales: Float32Array,
  zeroPoints?: Uint8Array,
): Float32Array<ArrayBuffer> {
  const blocks = Math.ceil(K / block);
  const rowBytes = (blocks * block * bits) / 8;
  // A row of zero points begins at a whole byte.
  const zeroBytes = Math.ceil((blocks * bits) / 8);
  const out = new Float32Array(K * N);
  for (let row = 0; row < N; row++) {
    for (let b = 0; b < blocks; b++) {
      const scale = scales[row * blocks + b] as number;
      const zero = zeroPoints ? code(zeroPoints, row * zeroBytes, b, bits) : 1 << (bits - 1);
      const end = Math.min(K, (b + 1) * block);
      for (let column = b * block; column < end; column++)
        out[column * N + row] = scale * (code(codes, row * rowBytes, column, bits) - zero);
    }
  }
  return out;
}

/** The number `index` of those that begin at byte `start`; of two in a byte, the lower bits are the first. */
function code(bytes: Uint8Array, start: number, index: number, bits: number): number {
  if (bits === 8) return bytes[start + index] as number;
  const pair = bytes[start + (index >> 1)] as number;
  return index % 2 === 0 ? pair & 15 : pair >> 4;
}
