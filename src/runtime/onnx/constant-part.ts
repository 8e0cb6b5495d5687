/** The part of a model that depends on no input, as a model of its own: what expands the weights that are stored small. */
import { fieldsOf, joined, messageOf, text, type Field, type Value } from './protobuf.ts';
import { FLOAT, GRAPH, INITIALIZER } from './stored-tensor.ts';

/** Fields of GraphProto. */
const [NODE, GRAPH_INPUT, GRAPH_OUTPUT, VALUE_INFO] = [1, 11, 12, 13];
/** Fields of NodeProto. */
const [INPUT, OUTPUT] = [1, 2];
/** TensorProto's field for its name. */
const TENSOR_NAME = 8;

interface Node {
  field: Field;
  inputs: string[];
  outputs: string[];
}

/**
 * A model without inputs whose outputs are the float32 tensors `names`, which `model` makes of its initializers. Throws
 * `pack-invalid` where the file is broken.
 */
export function constantPart(model: Uint8Array, names: readonly string[]): Uint8Array {
  const fields = [...fieldsOf(model)].map(({ number, content, whole }) =>
    number === GRAPH ? messageOf([[GRAPH, constantGraph(content, names)]]) : whole,
  );
  return joined(fields);
}

function constantGraph(graph: Uint8Array, names: readonly string[]): Uint8Array {
  const fields = [...fieldsOf(graph)];
  const needed = new Set(names);
  const kept = new Set<Field>();
  // What makes a tensor stands before what reads it.
  const nodes = fields.filter(({ number }) => number === NODE).map(readNode);
  for (const { field, inputs, outputs } of nodes.toReversed()) {
    if (!outputs.some((name) => needed.has(name))) continue;
    kept.add(field);
    for (const name of inputs) needed.add(name);
  }
  const stays = (field: Field): boolean => {
    if (field.number === NODE) return kept.has(field);
    if (field.number === INITIALIZER) return needed.has(textOf(field.content, TENSOR_NAME)[0] ?? '');
    return ![GRAPH_INPUT, GRAPH_OUTPUT, VALUE_INFO].includes(field.number);
  };
  const outputs = names.map((name) => messageOf([[GRAPH_OUTPUT, floatValue(name)]]));
  return joined([...fields.filter(stays).map(({ whole }) => whole), ...outputs]);
}

function readNode(field: Field): Node {
  return { field, inputs: textOf(field.content, INPUT), outputs: textOf(field.content, OUTPUT) };
}

/** The strings of a message's fields of one number. */
function textOf(message: Uint8Array, wanted: number): string[] {
  return [...fieldsOf(message)].filter(({ number }) => number === wanted).map(({ content }) => text(content));
}

/** A ValueInfoProto: a name, and a type that is a tensor of float32. */
function floatValue(name: string): Uint8Array {
  const one = (value: Value): Uint8Array => messageOf([[1, value]]);
  return messageOf([
    [1, name],
    [2, one(one(FLOAT))],
  ]);
}
