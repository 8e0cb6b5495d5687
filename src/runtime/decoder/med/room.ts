/** Memory for a MED decoder's work on one picture: what lies between its layers, and the keys and values of its tokens. */
import type { Heap } from '../../kernels/heap.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import type { MedShape } from './shape.ts';

/** Addresses; f32 unless said. */
export interface Room {
  /** Most hypotheses side by side. */
  most: number;
  /** `[most, hidden]`. */
  x: number;
  /** What a sublayer adds `[most, hidden]`. */
  y: number;
  /** Queries `[most, hidden]`. */
  query: number;
  /** `[most, hidden]`. */
  attended: number;
  /** `[most, inner]`. */
  inner: number;
  /** Dense vectors `[most]`, `hidden` or `inner` wide: what a product takes. */
  dense: number;
  /** `[most, decoderVocab]`. */
  logits: number;
  /** `[hidden]`, all 0. */
  nothing: number;
  /** Attention's scores `[positions, 4]`. */
  scores: number;
  /** For each hypothesis the addresses of its tokens' keys and values, u32 `[most, maxPositions]`. */
  tables: number;
  /** For each layer with cross-attention the picture's keys, then its values, `[heads, visualTokens, headDim]` each. */
  pictures: number[];
  /** The address of each, u32: pages of one. */
  pictureTables: number[];
  /** For each position the tokens of all hypotheses: `[most]` of tokenBytes. */
  tokens: number[];
}

/** Bytes of a token's keys and values: for each layer keys `[heads, headDim]`, then values. */
export function tokenBytes({ layers, hidden }: MedShape): number {
  return layers * 2 * hidden * 4;
}

export function allocateRoom(
  heap: Heap,
  kernels: Kernels,
  shape: MedShape,
  inner: number,
  most: number,
): Room {
  const { hidden, decoderVocab, visualTokens, maxPositions, crossLayers } = shape;
  const floats = (count: number): number => heap.allocate(count * 4);
  const pictures = crossLayers.map(() => floats(2 * visualTokens * hidden));
  const pictureTables = pictures.map((address) => {
    const table = floats(1);
    new Uint32Array(heap.memory.buffer, table, 1)[0] = address;
    return table;
  });
  return {
    most,
    x: floats(most * hidden),
    y: floats(most * hidden),
    query: floats(most * hidden),
    attended: floats(most * hidden),
    inner: floats(most * inner),
    dense: heap.allocate(most * kernels.denseBytes(Math.max(hidden, inner))),
    logits: floats(most * decoderVocab),
    nothing: floats(hidden),
    scores: floats(Math.max(visualTokens, maxPositions) * 4),
    tables: floats(most * maxPositions),
    pictures,
    pictureTables,
    tokens: [],
  };
}
