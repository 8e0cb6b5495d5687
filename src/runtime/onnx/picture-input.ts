/** The input of a graph that takes one picture, channels first. */
import { GRAPH_INPUT } from './graph-part.ts';
import { fieldsOf, text, type Field } from './protobuf.ts';

/** Fields of ValueInfoProto, TypeProto, its Tensor, TensorShapeProto and its Dimension. */
const [NAME, TYPE, TENSOR, SHAPE, DIM, VALUE] = [1, 2, 1, 2, 1, 1];

export interface PictureInput {
  name: string;
  channels: number;
  height: number;
  width: number;
}

/** Undefined where the graph has other inputs, or the picture's size is not said. @param graph A GraphProto. */
export function pictureInput(graph: Uint8Array): PictureInput | undefined {
  const [input, another] = [...fieldsOf(graph)].filter(({ number }) => number === GRAPH_INPUT);
  if (!input || another) return undefined;
  const tensor = within(within(input.content, TYPE), TENSOR);
  const dims = all(within(tensor, SHAPE), DIM).map(({ content }) => all(content, VALUE)[0]?.value);
  const [channels, height, width] = dims.slice(1);
  if (dims.length !== 4 || !channels || !height || !width) return undefined;
  return { name: text(within(input.content, NAME)), channels, height, width };
}

function all(message: Uint8Array, wanted: number): Field[] {
  return [...fieldsOf(message)].filter(({ number }) => number === wanted);
}

/** What a field of a message holds; empty where it is missing. */
function within(message: Uint8Array, wanted: number): Uint8Array {
  return all(message, wanted)[0]?.content ?? new Uint8Array();
}
