/** Memory for a MED's work on one picture: what lies between its layers, and the keys and values of its tokens. */
import type { Tensors } from '../tensor.ts';
import { read } from '../tensor.ts';
import { VlmError } from '../../protocol/error.ts';
import type { MedMemory } from './memory.ts';
import type { MedShape } from './shape.ts';

/** Addresses; f32 unless said. */
export interface Room {
  /** Most tokens side by side. */
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
  /** Quantised vectors `[most]`, `hidden` or `inner` wide: what a product takes. */
  quantised: number;
  /** `[hidden]`, all 0. */
  nothing: number;
  /** Attention's scores `[positions]`, in whole eights. */
  scores: number;
  /** For each row the addresses of the tokens that it sees, u32 `[most, maxPositions]`. */
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

/** @param inner Width of the feed-forward layers. */
export function allocateRoom(
  { heap, kernels }: MedMemory,
  shape: MedShape,
  inner: number,
  most: number,
): Room {
  const { hidden, visualTokens, maxPositions, crossLayers } = shape;
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
    quantised: heap.allocate(most * kernels.quantisedBytes(Math.max(hidden, inner))),
    nothing: floats(hidden),
    scores: floats(Math.max(visualTokens, maxPositions) + 8),
    tables: floats(most * maxPositions),
    pictures,
    pictureTables,
    tokens: [],
  };
}

/**
 * Copies a picture's keys and values to where cross-attention looks for them. Rejects with `pack-invalid`.
 * @param cross `cross.{layer}.key` and `.value`, `[1, heads, visualTokens, headDim]`.
 */
export async function showPicture(
  cross: Tensors,
  { heap }: MedMemory,
  { crossLayers, visualTokens, hidden }: MedShape,
  { pictures }: Room,
): Promise<void> {
  for (const [i, layer] of crossLayers.entries())
    for (const [j, part] of ['key', 'value'].entries()) {
      const name = `cross.${layer}.${part}`;
      const tensor = cross[name];
      const length = visualTokens * hidden;
      if (tensor?.size !== length)
        throw new VlmError(
          'pack-invalid',
          `The pack's bridge gives no ${name} of ${visualTokens} x ${hidden}.`,
        );
      const numbers = await read(tensor);
      new Float32Array(heap.memory.buffer, (pictures[i] as number) + j * length * 4, length).set(numbers);
    }
}
