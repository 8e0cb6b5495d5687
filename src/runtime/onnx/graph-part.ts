/** A part of an ONNX model as a model of its own. */
import { GRAPH, NODE, nodesOf, textsOf, type GraphNode } from './node.ts';
import { fieldsOf, joined, messageOf, type Field, type Value } from './protobuf.ts';
import { FLOAT, INITIALIZER } from './stored-tensor.ts';

/** Fields of GraphProto. */
export const GRAPH_INPUT = 11;
const [GRAPH_OUTPUT, VALUE_INFO] = [12, 13];
/** TensorProto's field for its name, and ValueInfoProto's. */
const [TENSOR_NAME, VALUE_NAME] = [8, 1];

export interface GraphPart {
  nodes: readonly GraphNode[];
  /** float32 tensors that other nodes made, and that are given now. */
  inputs: readonly string[];
  /** float32 tensors to be given out; undefined: those of the whole. */
  outputs?: readonly string[];
}

/** Names of a graph's outputs. @param graph A GraphProto. */
export function outputsOf(graph: Uint8Array): string[] {
  const outputs = [...fieldsOf(graph)].filter(({ number }) => number === GRAPH_OUTPUT);
  return outputs.flatMap(({ content }) => textsOf(content, VALUE_NAME));
}

/** The part's model; initializers and inputs that it doesn't read are left out. Throws `pack-invalid` where the file is broken. */
export function partOf(model: Uint8Array, choose: (nodes: readonly GraphNode[]) => GraphPart): Uint8Array {
  const fields = [...fieldsOf(model)].map(({ number, content, whole }) =>
    number === GRAPH ? messageOf([[GRAPH, partOfGraph(content, choose)]]) : whole,
  );
  return joined(fields);
}

function partOfGraph(graph: Uint8Array, choose: (nodes: readonly GraphNode[]) => GraphPart): Uint8Array {
  const fields = [...fieldsOf(graph)];
  const { nodes, inputs, outputs } = choose(nodesOf(fields));
  const kept = new Set(nodes.map(({ field }) => field));
  const needed = new Set([...nodes.flatMap((node) => node.inputs), ...(outputs ?? [])]);
  const stays = (field: Field): boolean => {
    const { number, content } = field;
    if (number === NODE) return kept.has(field);
    if (number === INITIALIZER) return needed.has(textsOf(content, TENSOR_NAME)[0] ?? '');
    if (number === GRAPH_INPUT) return needed.has(textsOf(content, VALUE_NAME)[0] ?? '');
    if (number === GRAPH_OUTPUT) return outputs === undefined;
    return number !== VALUE_INFO;
  };
  return joined([
    ...fields.filter(stays).map(({ whole }) => whole),
    ...inputs.map((name) => messageOf([[GRAPH_INPUT, floatValue(name)]])),
    ...(outputs ?? []).map((name) => messageOf([[GRAPH_OUTPUT, floatValue(name)]])),
  ]);
}

/** A ValueInfoProto: a name, and a type that is a tensor of float32. */
function floatValue(name: string): Uint8Array {
  const one = (value: Value): Uint8Array => messageOf([[1, value]]);
  return messageOf([
    [1, name],
    [2, one(one(FLOAT))],
  ]);
}
