/**
 * Rewrites a model so that its products of 4 or 8 bits are of float32: WebAssembly's MatMulNBits expands its weights at
 * every run, which takes ten times as long as the product. The expanded weights are files beside the model, since
 * those inside it would be held twice. Costs four to eight times the weights' memory.
 */
import type { ExternalData } from '../../session.ts';
import { halfToNumber } from '../../kernels/plain/numbers.ts';
import { expandBlocks, type BlockShape } from './block-weights.ts';
import { GRAPH } from '../../onnx/node.ts';
import { fieldsOf, joined, messageOf, text, type Value } from '../../onnx/protobuf.ts';
import {
  FLOAT,
  FLOAT16,
  floatsIn,
  INITIALIZER,
  initializersOf,
  type StoredTensor,
} from '../../onnx/stored-tensor.ts';

export interface Folded {
  model: Uint8Array;
  externalData: ExternalData[];
  /** Products that were rewritten. */
  count: number;
}

/** Fields of GraphProto and NodeProto. */
const NODE = 1;
const [INPUT, OUTPUT, NAME, OP, ATTRIBUTE] = [1, 2, 3, 4, 5];

/** Products that it does not know how to expand stay as they are. Rejects nothing but a broken file: `pack-invalid`. */
export function foldWeights(model: Uint8Array, files: readonly ExternalData[]): Folded {
  const externalData = [...files];
  let count = 0;
  const fields = [...fieldsOf(model)].map(({ number, content, whole }) => {
    if (number !== GRAPH) return whole;
    const graph = foldGraph(content, files);
    externalData.push(...graph.files);
    count += graph.files.length;
    return messageOf([[GRAPH, graph.message]]);
  });
  return { model: joined(fields), externalData, count };
}

function foldGraph(graph: Uint8Array, files: readonly ExternalData[]) {
  const fields = [...fieldsOf(graph)];
  const tensors = initializersOf(graph, files);
  const added: Uint8Array[] = [];
  const made: ExternalData[] = [];
  const kept = fields.map(({ number, content, whole }) => {
    const product = number === NODE ? readProduct(content) : undefined;
    const weights = product && expand(product, tensors);
    if (!product || !weights) return whole;
    const path = `folded-${made.length}.bin`;
    const name = `${product.output}.folded`;
    made.push({ path, data: new Uint8Array(weights.buffer) });
    added.push(messageOf([[INITIALIZER, floatsIn(path, name, [product.shape.K, product.shape.N])]]));
    return joined(replacement(product, name).map((node) => messageOf([[NODE, node]])));
  });
  return { message: joined([...kept, ...added]), files: made };
}

interface Product {
  name: string;
  /** A, B, scales, zero points, group index, bias; '' where there is none. */
  inputs: string[];
  output: string;
  shape: BlockShape;
}

function readProduct(node: Uint8Array): Product | undefined {
  const product: Product = {
    name: '',
    inputs: [],
    output: '',
    shape: { N: 0, K: 0, bits: 4, block_size: 0 },
  };
  let op = '';
  for (const { number, content } of fieldsOf(node)) {
    if (number === INPUT) product.inputs.push(text(content));
    else if (number === OUTPUT) product.output = text(content);
    else if (number === NAME) product.name = text(content);
    else if (number === OP) op = text(content);
    else if (number === ATTRIBUTE) {
      const [name, value] = readInteger(content);
      if (name in product.shape) product.shape[name as keyof BlockShape] = value;
    }
  }
  return op === 'MatMulNBits' ? product : undefined;
}

/** An attribute's name (field 1) and integer (field 3). */
function readInteger(attribute: Uint8Array): [string, number] {
  const fields = [...fieldsOf(attribute)];
  const name = fields.find(({ number }) => number === 1)?.content ?? new Uint8Array();
  return [text(name), fields.find(({ number }) => number === 3)?.value ?? 0];
}

function expand({ inputs, shape }: Product, tensors: ReadonlyMap<string, StoredTensor>) {
  const [, codes, scales, zeros, order] = inputs.map((name) => tensors.get(name));
  const values = scales && floats(scales);
  const unread = inputs[3] && !zeros?.bytes;
  const known = (shape.bits === 4 || shape.bits === 8) && !inputs[4] && !order && !unread;
  // Float zero points would be of another size.
  if (!known || !codes?.bytes || !values || (zeros && zeros.type === scales.type)) return undefined;
  return expandBlocks(shape, codes.bytes, values, zeros?.bytes);
}

function floats({ type, bytes }: StoredTensor): Float32Array | undefined {
  if (!bytes || (type !== FLOAT && type !== FLOAT16)) return undefined;
  const whole = bytes.slice().buffer; // Aligned.
  return type === FLOAT ? new Float32Array(whole) : Float32Array.from(new Uint16Array(whole), halfToNumber);
}

/** The nodes in a product's place. */
function replacement({ name, inputs, output }: Product, weights: string): Uint8Array[] {
  const bias = inputs[5];
  const node = (op: string, given: string[], to: string) => {
    const fields: [number, Value][] = [
      ...given.map((input): [number, Value] => [INPUT, input]),
      [OUTPUT, to],
    ];
    return messageOf([...fields, [NAME, `${name}.${op}`], [OP, op]]);
  };
  const a = inputs[0] ?? '';
  if (!bias) return [node('MatMul', [a, weights], output)];
  const plain = `${output}.plain`;
  return [node('MatMul', [a, weights], plain), node('Add', [plain, bias], output)];
}
