/** What is left of a graph behind the convolutions that it begins with. */
import { partOf } from '../onnx/graph-part.ts';
import type { Plan } from './plan.ts';

/** A model that takes the plan's results, channels first, and gives what the whole gives. @param model That of the plan. */
export function restOf(model: Uint8Array, plan: Plan): Uint8Array {
  const inputs = plan.results.map(({ name }) => name);
  return partOf(model, (nodes) => ({
    nodes: nodes.filter(({ outputs }) => outputs.some((name) => plan.rest.has(name))),
    inputs,
  }));
}
