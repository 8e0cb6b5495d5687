/** The part of a model that depends on no input, as a model of its own: what expands the weights that are stored small. */
import { partOf } from './graph-part.ts';
import type { GraphNode } from './node.ts';

/**
 * A model without inputs whose outputs are the float32 tensors `names`, which `model` makes of its initializers. Throws
 * `pack-invalid` where the file is broken.
 */
export function constantPart(model: Uint8Array, names: readonly string[]): Uint8Array {
  return partOf(model, (nodes) => ({ nodes: thoseThatMake(nodes, names), inputs: [], outputs: names }));
}

/** What makes a tensor stands before what reads it. */
function thoseThatMake(nodes: readonly GraphNode[], names: readonly string[]): GraphNode[] {
  const needed = new Set(names);
  const kept = nodes.toReversed().filter(({ inputs, outputs }) => {
    if (!outputs.some((name) => needed.has(name))) return false;
    for (const name of inputs) needed.add(name);
    return true;
  });
  return kept.toReversed();
}
