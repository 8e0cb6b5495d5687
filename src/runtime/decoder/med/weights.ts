/** A MED decoder's weights by the names that its ONNX file gives them, as addresses in a linear memory. */
import type { Heap } from '../../kernels/heap.ts';
import type { Kernels } from '../../kernels/kernels.ts';
import type { StoredTensor } from '../onnx/stored-tensor.ts';
import type { MedShape } from './shape.ts';

/**
 * Weights `[rows, columns]` at 4 bits in blocks of 64 (codes u8, scales and minimums f16), in the kernels' quads, and a
 * bias `[rows]` f32.
 */
export interface Dense {
  q: number;
  scales: number;
  minimums: number;
  bias: number;
  rows: number;
  columns: number;
}

/** Of a layer normalisation, `[hidden]` f32 each. */
export interface Norm {
  weight: number;
  bias: number;
}

/** What looks at keys and values: the picture's in cross-attention, where they come ready. */
export interface AttentionWeights {
  query: Dense;
  output: Dense;
  norm: Norm;
}

export interface MedLayer {
  own: AttentionWeights & { key: Dense; value: Dense };
  cross: AttentionWeights | undefined;
  inner: Dense;
  outer: Dense;
  norm: Norm;
}

export interface MedWeights {
  /** The word table, with the output layer's bias: it is that layer as well. */
  words: Dense;
  /** `[maxPositions, hidden]` f32. */
  positions: number;
  norm: Norm;
  layers: MedLayer[];
  /** What comes before the output layer. */
  transform: Dense;
  transformNorm: Norm;
}

/** Columns that share a scale and a minimum. */
export const BLOCK = 64;

/** Whether the kernels can put so many rows in quads. */
function fits(rows: number, columns: number): boolean {
  return rows % 4 === 0 && columns % BLOCK === 0;
}

/**
 * Copies the weights into the heap and puts them in order. Undefined, with nothing copied, where a tensor is missing or is stored in another
 * way: such a file is not for these kernels.
 */
export function placeWeights(
  tensors: ReadonlyMap<string, StoredTensor>,
  shape: MedShape,
  heap: Heap,
  kernels: Kernels,
): MedWeights | undefined {
  let whole = true;
  // The first reading looks whether all are there, the second puts them where they will be.
  readWeights(tensors, shape, (bytes) => {
    whole &&= bytes !== undefined;
    return 0;
  });
  if (!whole) return undefined;
  const weights = readWeights(tensors, shape, (bytes = new Uint8Array()) => {
    const address = heap.allocate(bytes.length);
    new Uint8Array(heap.memory.buffer, address, bytes.length).set(bytes);
    return address;
  });
  const room = heap.allocate(2 * Math.max(...matrices(weights).map(({ columns }) => columns)));
  for (const { q, scales, minimums, rows, columns } of matrices(weights))
    kernels.q4Quads(q, scales, minimums, rows, columns, BLOCK, room);
  return weights;
}

function matrices({ words, layers, transform }: MedWeights): Dense[] {
  const inLayers = layers.flatMap(({ own, cross, inner, outer }) => {
    const grounded = cross ? [cross.query, cross.output] : [];
    return [own.query, own.key, own.value, own.output, ...grounded, inner, outer];
  });
  return [words, transform, ...inLayers];
}

/** @param place Gives a tensor its address; undefined stands for one that isn't there in the size wanted. */
function readWeights(
  tensors: ReadonlyMap<string, StoredTensor>,
  shape: MedShape,
  place: (bytes: Uint8Array | undefined) => number,
): MedWeights {
  const { hidden, decoderVocab, maxPositions, crossLayers } = shape;
  const take = (name: string, length: number): number => {
    const bytes = tensors.get(`med.${name}`)?.bytes;
    return place(bytes?.length === length ? bytes : undefined);
  };
  const dense = (name: string, rows: number, columns: number, bias = `${name}.bias`): Dense => ({
    rows,
    columns,
    q: take(`${name}.weight.q4`, fits(rows, columns) ? (rows * columns) / 2 : NaN),
    scales: take(`${name}.weight.scale`, (rows * columns * 2) / BLOCK),
    minimums: take(`${name}.weight.minimum`, (rows * columns * 2) / BLOCK),
    bias: take(bias, rows * 4),
  });
  const norm = (name: string): Norm => ({
    weight: take(`${name}.weight`, hidden * 4),
    bias: take(`${name}.bias`, hidden * 4),
  });
  const attention = (name: string): AttentionWeights => ({
    query: dense(`${name}.query`, hidden, hidden),
    output: dense(`${name}.output`, hidden, hidden),
    norm: norm(`${name}.norm`),
  });
  const inner = (tensors.get('med.layers.0.feed_forward.inner.bias')?.bytes?.length ?? 0) / 4;
  return {
    words: dense('embeddings.word', decoderVocab, hidden, 'lm_bias'),
    positions: take('embeddings.position.weight', maxPositions * hidden * 4),
    norm: norm('embeddings.norm'),
    layers: Array.from({ length: shape.layers }, (_, i) => ({
      own: {
        ...attention(`layers.${i}.decoder_attention`),
        key: dense(`layers.${i}.decoder_attention.key`, hidden, hidden),
        value: dense(`layers.${i}.decoder_attention.value`, hidden, hidden),
      },
      cross: crossLayers.includes(i) ? attention(`layers.${i}.cross_attention`) : undefined,
      inner: dense(`layers.${i}.feed_forward.inner`, inner, hidden),
      outer: dense(`layers.${i}.feed_forward.output`, hidden, inner),
      norm: norm(`layers.${i}.feed_forward.norm`),
    })),
    transform: dense('lm_transform', hidden, hidden),
    transformNorm: norm('lm_norm'),
  };
}
