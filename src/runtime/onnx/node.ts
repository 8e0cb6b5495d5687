/** An ONNX graph's node: its operator, the tensors that it reads and makes, its attributes. */
import { fieldsOf, text, type Field } from './protobuf.ts';

/** Field of ModelProto. */
export const GRAPH = 7;
/** Field of GraphProto. */
export const NODE = 1;
/** Fields of NodeProto. */
const [INPUT, OUTPUT, OPERATOR, ATTRIBUTE] = [1, 2, 4, 5];
/** Fields of AttributeProto. */
const [NAME, FLOAT, INTEGER, STRING, FLOATS, INTEGERS] = [1, 2, 3, 4, 7, 8];

export type Attribute = number | string | number[];

export interface GraphNode {
  field: Field;
  operator: string;
  inputs: string[];
  outputs: string[];
}

/** The nodes of a graph, each after those whose results it reads. @param fields Of a GraphProto. */
export function nodesOf(fields: Iterable<Field>): GraphNode[] {
  return [...fields].filter(({ number }) => number === NODE).map(readNode);
}

/** A model's graph. Undefined where it has none. */
export function graphOf(model: Uint8Array): Uint8Array | undefined {
  return [...fieldsOf(model)].find(({ number }) => number === GRAPH)?.content;
}

function readNode(field: Field): GraphNode {
  const [inputs, outputs] = [textsOf(field.content, INPUT), textsOf(field.content, OUTPUT)];
  return { field, operator: textsOf(field.content, OPERATOR)[0] ?? '', inputs, outputs };
}

/** A node's attributes by name: numbers, lists of them and strings. */
export function attributesOf({ field }: GraphNode): Map<string, Attribute> {
  return new Map(
    [...fieldsOf(field.content)]
      .filter(({ number }) => number === ATTRIBUTE)
      .map(({ content }) => readAttribute(content)),
  );
}

function readAttribute(message: Uint8Array): [string, Attribute] {
  let name = '';
  let found: Attribute | undefined;
  const list: number[] = [];
  for (const { number, value, content } of fieldsOf(message)) {
    if (number === NAME) name = text(content);
    else if (number === FLOAT) found = float(content);
    else if (number === INTEGER) found = value;
    else if (number === STRING) found = text(content);
    else if (number === FLOATS) list.push(float(content));
    else if (number === INTEGERS) list.push(value);
  }
  return [name, found ?? list];
}

function float({ buffer, byteOffset }: Uint8Array): number {
  return new DataView(buffer, byteOffset).getFloat32(0, true);
}

/** The strings of a message's fields of one number. */
export function textsOf(message: Uint8Array, wanted: number): string[] {
  return [...fieldsOf(message)].filter(({ number }) => number === wanted).map(({ content }) => text(content));
}
