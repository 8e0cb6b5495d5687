/**
 * Weights that a graph expands from what it stores, read without running it: codes of 4 or 8 bits, their scales and
 * minimums. ONNX Runtime need not have been loaded.
 */
import { halfToNumber } from '../kernels/plain/numbers.ts';
import type { ExternalData } from '../session.ts';
import { graphOf, nodesOf, type GraphNode } from './node.ts';
import { fieldsOf } from './protobuf.ts';
import { FLOAT, FLOAT16, initializersOf, type StoredTensor } from './stored-tensor.ts';

/** TensorProto's numbers for further types. */
const [INT8, INT64, UINT4] = [3, 7, 21];

interface Numbers {
  dims: readonly number[];
  values: Float32Array;
}

export class WeightRecipes {
  readonly #stored: ReadonlyMap<string, StoredTensor>;
  readonly #makers = new Map<string, GraphNode>();

  /** @param model A ModelProto. @param files Those that it names. */
  constructor(model: Uint8Array, files: readonly ExternalData[]) {
    const graph = graphOf(model) ?? new Uint8Array();
    this.#stored = initializersOf(graph, files);
    for (const node of nodesOf(fieldsOf(graph)))
      for (const name of node.outputs) this.#makers.set(name, node);
  }

  /** A tensor's numbers in float32; undefined where something else is done to it than is known here. */
  floats(name: string): Float32Array | undefined {
    return this.#numbers(name)?.values;
  }

  #numbers(name: string): Numbers | undefined {
    const tensor = this.#stored.get(name);
    if (tensor) return stored(tensor);
    const node = this.#makers.get(name);
    const [x, y] = (node?.inputs ?? []).map((input) => this.#numbers(input));
    if (!node || !x) return undefined;
    if (node.operator === 'Cast') return x;
    if (!y) return undefined;
    switch (node.operator) {
      case 'Add':
        return spread(x, y, (code, minimum) => code + minimum);
      case 'Mul':
        return spread(x, y, (code, scale) => code * scale);
      case 'DequantizeLinear': // Without a zero point, a block a row.
        return node.inputs.length === 2 ? spread(x, y, (code, scale) => code * scale) : undefined;
      case 'Reshape':
        return { dims: shaped(y.values, x.values.length), values: x.values };
      case 'Slice':
        return this.#cut(node, x);
      default:
        return undefined;
    }
  }

  /** Rows that are filled up to whole blocks, without what fills them. */
  #cut({ inputs }: GraphNode, { dims, values }: Numbers): Numbers | undefined {
    const [start, end, axis, step = 1] = inputs.slice(1).map((input) => this.#numbers(input)?.values[0]);
    const [rows = 0, columns = 0, more] = dims;
    if (start !== 0 || axis !== 1 || step !== 1 || more !== undefined || !end || end > columns)
      return undefined;
    const left = new Float32Array(rows * end);
    for (let row = 0; row < rows; row++)
      left.set(values.subarray(row * columns, row * columns + end), row * end);
    return { dims: [rows, end], values: left };
  }
}

/** A shape whose one -1 is what is left of `count` numbers. */
function shaped(shape: Float32Array, count: number): number[] {
  const known = shape.reduce((size, dim) => (dim < 0 ? size : size * dim), 1);
  return Array.from(shape, (dim) => (dim < 0 ? count / known : dim));
}

/** Each number with that of `y` that it shares with those beside it. */
function spread(x: Numbers, y: Numbers, of: (x: number, y: number) => number): Numbers | undefined {
  const share = x.values.length / y.values.length;
  // Its first axes are those of x, the others are 1.
  const own = y.dims.findLastIndex((dim) => dim !== 1) + 1;
  if (!Number.isInteger(share) || y.dims.slice(0, own).some((dim, i) => dim !== x.dims[i])) return undefined;
  const values = new Float32Array(x.values.length);
  for (let row = 0, i = 0; row < y.values.length; row++) {
    const by = y.values[row] as number;
    for (const end = i + share; i < end; i++) values[i] = of(x.values[i] as number, by);
  }
  return { dims: x.dims, values };
}

function stored({ type, dims, bytes }: StoredTensor): Numbers | undefined {
  const values = bytes && decoded(type, bytes);
  return values && { dims, values };
}

function decoded(type: number, bytes: Uint8Array): Float32Array | undefined {
  // A copy, since they may lie at any byte.
  if (type === FLOAT) return new Float32Array(bytes.slice().buffer);
  if (type === FLOAT16) return Float32Array.from(new Uint16Array(bytes.slice().buffer), halfToNumber);
  if (type === INT8) return Float32Array.from(new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length));
  if (type === INT64) return Float32Array.from(new BigInt64Array(bytes.slice().buffer), Number);
  if (type !== UINT4) return undefined;
  const values = new Float32Array(bytes.length * 2);
  bytes.forEach((byte, i) => {
    values[2 * i] = byte & 15;
    values[2 * i + 1] = byte >> 4;
  });
  return values;
}
