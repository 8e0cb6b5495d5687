/** An ONNX file's initializer: its name, type and bytes, which lie in the file or in one beside it. */
import type { ExternalData } from '../session.ts';
import { graphOf } from './node.ts';
import { fieldsOf, messageOf, text } from './protobuf.ts';

/** TensorProto's numbers for its types. */
export const FLOAT = 1;
export const FLOAT16 = 10;
/** Field of GraphProto. */
export const INITIALIZER = 5;
/** TensorProto's fields. */
const [DIMS, TYPE, NAME, RAW, EXTERNAL, LOCATION] = [1, 2, 8, 9, 13, 14];

export interface StoredTensor {
  name: string;
  type: number;
  dims: number[];
  /** Undefined where they are stored in a way that is not read here. */
  bytes: Uint8Array | undefined;
  /** The file beside the model that has them. */
  location?: string;
}

/** @param message A TensorProto. @param files Those that it may name. */
function readTensor(message: Uint8Array, files: readonly ExternalData[]): StoredTensor {
  const tensor: StoredTensor = { name: '', type: 0, dims: [], bytes: undefined };
  const external = new Map<string, string>();
  for (const { number, value, content } of fieldsOf(message)) {
    if (number === DIMS) tensor.dims.push(value);
    else if (number === TYPE) tensor.type = value;
    else if (number === NAME) tensor.name = text(content);
    else if (number === RAW) tensor.bytes = content;
    else if (number === EXTERNAL) {
      const [key, entry] = [...fieldsOf(content)].map((field) => text(field.content));
      external.set(key ?? '', entry ?? '');
    }
  }
  const location = external.get('location');
  if (location !== undefined) tensor.location = location;
  const file = files.find(({ path }) => path === location);
  if (file) {
    const offset = Number(external.get('offset') ?? 0);
    const length = Number(external.get('length') ?? file.data.length - offset);
    tensor.bytes = file.data.subarray(offset, offset + length);
  }
  return tensor;
}

/** The initializers of a graph, by their names. @param graph A GraphProto. @param files Those that they may name. */
export function initializersOf(graph: Uint8Array, files: readonly ExternalData[]): Map<string, StoredTensor> {
  const tensors = [...fieldsOf(graph)]
    .filter(({ number }) => number === INITIALIZER)
    .map(({ content }) => readTensor(content, files));
  return new Map(tensors.map((tensor) => [tensor.name, tensor]));
}

/** The initializers of a model. @param model A ModelProto. @param files Those that it may name. */
export function tensorsOf(model: Uint8Array, files: readonly ExternalData[]): Map<string, StoredTensor> {
  const graph = graphOf(model);
  return graph ? initializersOf(graph, files) : new Map();
}

/** A TensorProto of float32 whose bytes are those of the file `path`. */
export function floatsIn(path: string, name: string, dims: readonly number[]): Uint8Array {
  const length = 4 * dims.reduce((size, dim) => size * dim, 1);
  const place = { location: path, offset: '0', length: String(length) };
  return messageOf([
    ...dims.map((dim) => [DIMS, dim] as const),
    [TYPE, FLOAT],
    [NAME, name],
    ...Object.entries(place).map(([key, value]) => [EXTERNAL, messageOf([[1, key], [2, value]])] as const), // prettier-ignore
    [LOCATION, 1],
  ]);
}
