/** Addresses of a voice's tensors once its file lies in linear memory; every name and shape is checked. */
import { VlmError } from '../../../protocol/error.ts';
import type { Q4, Q8 } from '../../kernels/kernels.ts';
import type { VoiceShape, StoredTensor } from './shape.ts';

/** Columns of a voice's weights that share a scale and a minimum. */
export const BLOCK = 32;

/** A normalisation's factors, and its biases where it has any, else 0. */
export interface Norm {
  weight: number;
  bias: number;
}

/** A matrix, and its biases `[rows]` f32 where it has any, else 0. */
export interface Linear extends Q4 {
  bias: number;
}

export interface LayerWeights {
  attentionNorm: Norm;
  /** Rows of queries, then keys, then values. */
  qkv: Linear;
  output: Linear;
  mlpNorm: Norm;
  /** Of Llama rows of the gate, then of what it gates. */
  up: Linear;
  down: Linear;
}

export interface VoiceWeights {
  layers: LayerWeights[];
  norm: Norm;
  /** What is added to embeddings, `[contextWindow, hidden]` f32; 0 for rotary positions. */
  positions: number;
  /** Embeddings of the words, and the output layer as well: the first `frequent` words at 8 bits, the others at 4. */
  table: { frequent: number; first: Q8; others: Linear };
}

const WIDTHS = { u8: 1, f16: 2, f32: 4 };

/**
 * @param base Address of the file's first byte. @param bytes Length of the file.
 * @throws VlmError `pack-invalid` naming the tensor.
 */
export function locate(
  tensors: readonly StoredTensor[],
  shape: VoiceShape,
  base: number,
  bytes: number,
): VoiceWeights {
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const find = (name: string, dtype: StoredTensor['dtype'], ...dims: number[]): number => {
    const tensor = byName.get(name);
    const length = dims.reduce((product, dim) => product * dim, WIDTHS[dtype]);
    const right =
      tensor?.dtype === dtype &&
      tensor.shape.join() === dims.join() &&
      tensor.offset % WIDTHS[dtype] === 0 &&
      tensor.offset + length <= bytes;
    if (!right) {
      const wanted = `${dtype} [${dims.join(', ')}]`;
      throw new VlmError(
        'pack-invalid',
        `The voice's tensor ${name} should be ${wanted} within ${bytes} bytes. Export the voice again.`,
      );
    }
    return base + tensor.offset;
  };
  const q4 = (name: string, rows: number, columns: number): Q4 => ({
    rows: demandQuads(name, rows),
    columns,
    q: find(`${name}.q`, 'u8', rows, columns / 32, 16),
    scales: find(`${name}.scales`, 'f16', rows, columns / 32),
    minimums: find(`${name}.mins`, 'f16', rows, columns / 32),
  });
  const opt = shape.architecture === 'opt';
  const biased = (name: string, length: number): number => (opt ? find(`${name}.bias`, 'f32', length) : 0);
  const norm = (name: string): Norm => ({
    weight: find(name, 'f32', hidden),
    bias: biased(name, hidden),
  });
  const linear = (name: string, rows: number, columns: number): Linear => ({
    ...q4(name, rows, columns),
    bias: biased(name, rows),
  });
  const frequent = byName.get('table8.q')?.shape[0] ?? 0;
  const { hidden, inner, heads, kvHeads, headDim, contextWindow } = shape;
  return {
    layers: Array.from({ length: shape.layers }, (_, i) => ({
      attentionNorm: norm(`layers.${i}.attention_norm`),
      qkv: linear(`layers.${i}.qkv`, (heads + 2 * kvHeads) * headDim, hidden),
      output: linear(`layers.${i}.output`, hidden, heads * headDim),
      mlpNorm: norm(`layers.${i}.mlp_norm`),
      up: opt ? linear(`layers.${i}.up`, inner, hidden) : linear(`layers.${i}.gate_up`, 2 * inner, hidden),
      down: linear(`layers.${i}.down`, hidden, inner),
    })),
    norm: norm('norm'),
    positions: opt ? find('positions', 'f32', contextWindow, hidden) : 0,
    table: {
      frequent,
      first: {
        q: find('table8.q', 'u8', frequent, hidden / 32, 32),
        scales: find('table8.scales', 'f16', frequent, hidden / 32),
      },
      others: { ...q4('table4', shape.vocab - frequent, hidden), bias: 0 },
    },
  };
}

/** All matrices at 4 bits. */
export function* q4Matrices({ layers, table }: VoiceWeights): Iterable<Q4> {
  for (const { qkv, output, up, down } of layers) yield* [qkv, output, up, down];
  yield table.others;
}

function demandQuads(name: string, rows: number): number {
  if (rows % 4 === 0) return rows;
  throw new VlmError(
    'pack-invalid',
    `The voice's tensor ${name} has ${rows} rows, not a multiple of 4. Export the voice again.`,
  );
}
