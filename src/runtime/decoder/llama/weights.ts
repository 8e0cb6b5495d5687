/** Addresses of a voice's tensors once its file lies in linear memory; every name and shape is checked. */
import { VlmError } from '../../../protocol/error.ts';
import type { Q4, Q8 } from '../../kernels/kernels.ts';
import type { LlamaShape, StoredTensor } from './shape.ts';

export interface LayerWeights {
  attentionNorm: number;
  /** Rows of queries, then keys, then values. */
  qkv: Q4;
  output: Q4;
  mlpNorm: number;
  /** Rows of the gate, then of what it gates. */
  gateUp: Q4;
  down: Q4;
}

export interface LlamaWeights {
  layers: LayerWeights[];
  norm: number;
  /** Embeddings of the words, and the output layer as well: the first `frequent` words at 8 bits, the others at 4. */
  table: { frequent: number; first: Q8; others: Q4 };
}

const WIDTHS = { u8: 1, f16: 2, f32: 4 };

/**
 * @param base Address of the file's first byte. @param bytes Length of the file.
 * @throws VlmError `pack-invalid` naming the tensor.
 */
export function locate(
  tensors: readonly StoredTensor[],
  shape: LlamaShape,
  base: number,
  bytes: number,
): LlamaWeights {
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
  const frequent = byName.get('table8.q')?.shape[0] ?? 0;
  const { hidden, inner, heads, kvHeads, headDim } = shape;
  return {
    layers: Array.from({ length: shape.layers }, (_, i) => ({
      attentionNorm: find(`layers.${i}.attention_norm`, 'f32', hidden),
      qkv: q4(`layers.${i}.qkv`, (heads + 2 * kvHeads) * headDim, hidden),
      output: q4(`layers.${i}.output`, hidden, heads * headDim),
      mlpNorm: find(`layers.${i}.mlp_norm`, 'f32', hidden),
      gateUp: q4(`layers.${i}.gate_up`, 2 * inner, hidden),
      down: q4(`layers.${i}.down`, hidden, inner),
    })),
    norm: find('norm', 'f32', hidden),
    table: {
      frequent,
      first: {
        q: find('table8.q', 'u8', frequent, hidden / 32, 32),
        scales: find('table8.scales', 'f16', frequent, hidden / 32),
      },
      others: q4('table4', shape.vocab - frequent, hidden),
    },
  };
}

/** All matrices at 4 bits. */
export function* q4Matrices({ layers, table }: LlamaWeights): Iterable<Q4> {
  for (const { qkv, output, gateUp, down } of layers) yield* [qkv, output, gateUp, down];
  yield table.others;
}

function demandQuads(name: string, rows: number): number {
  if (rows % 4 === 0) return rows;
  throw new VlmError(
    'pack-invalid',
    `The voice's tensor ${name} has ${rows} rows, not a multiple of 4. Export the voice again.`,
  );
}
