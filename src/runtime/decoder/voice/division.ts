/**
 * What each thread has of a layer: heads, and columns of the feed-forward layers. Whatever a thread makes of its own it
 * multiplies with its own columns of the next matrix, and the threads meet only to add up what that gives, twice a layer
 * (tensor parallelism, as in Megatron-LM, Shoeybi et al. 2019).
 */
import { share } from '../../kernels/crew.ts';
import type { VoiceShape } from './shape.ts';
import { BLOCK, type Linear, type VoiceWeights } from './weights.ts';

/** From `begin` up to, not including, `end`. */
export interface Range {
  begin: number;
  end: number;
}

export interface Division {
  /** Each thread's heads: whole blocks of what attention gives. */
  heads: Range[];
  /** Each thread's columns of `output`: those of its heads. */
  attended: Range[];
  /** Each thread's columns of `down`. */
  inner: Range[];
}

export function divisionOf({ heads, headDim, inner }: VoiceShape, threads: number): Division {
  const divide = (count: number, unit: number): Range[] =>
    Array.from({ length: threads }, (_, index) => {
      const [begin, end] = share({ index, threads }, count, unit);
      return { begin, end };
    });
  let unit = 1;
  while ((unit * headDim) % BLOCK !== 0) unit++;
  const byThread = divide(heads, unit);
  return {
    heads: byThread,
    attended: byThread.map(({ begin, end }) => ({ begin: begin * headDim, end: end * headDim })),
    inner: divide(inner, BLOCK),
  };
}

/** Lays each thread's columns of what is divided together, where the whole matrix lay. */
export function divideColumns(
  memory: WebAssembly.Memory,
  { layers }: VoiceWeights,
  division: Division,
): void {
  if (division.inner.length === 1) return;
  for (const { output, down } of layers) {
    layApart(memory, output, division.attended);
    layApart(memory, down, division.inner);
  }
}

/** Of one matrix, whose quads are in order: each range's columns together, one range after the other. */
export function layApart(memory: WebAssembly.Memory, matrix: Linear, ranges: readonly Range[]): void {
  const quads = matrix.rows / 4;
  // Bytes of a block of a quad.
  const arrays = [
    [matrix.q, 64],
    [matrix.scales, 8],
    [matrix.minimums, 8],
  ] as const;
  for (const [address, bytes] of arrays) {
    const row = (matrix.columns / BLOCK) * bytes;
    const room = new Uint8Array(memory.buffer, address, quads * row);
    const whole = room.slice();
    let at = 0;
    for (const { begin, end } of ranges) {
      const [from, to] = [(begin / BLOCK) * bytes, (end / BLOCK) * bytes];
      for (let quad = 0; quad < quads; quad++) {
        room.set(whole.subarray(quad * row + from, quad * row + to), at);
        at += to - from;
      }
    }
  }
}

/** Each thread's columns of a matrix that lies apart, as a matrix; the first has the biases. */
export function partsOf(matrix: Linear, ranges: readonly Range[]): Linear[] {
  const { rows } = matrix;
  return ranges.map(({ begin, end }, index) => ({
    rows,
    columns: end - begin,
    q: matrix.q + (rows * begin) / 2,
    scales: matrix.scales + (rows * begin * 2) / BLOCK,
    minimums: matrix.minimums + (rows * begin * 2) / BLOCK,
    bias: index === 0 ? matrix.bias : 0,
  }));
}
