/** The weights of a graph that was optimised when it was exported: stored, or to be expanded by the graph that it was made from. */
import type { ExternalData } from '../session.ts';
import { tensorsOf, type StoredTensor } from './stored-tensor.ts';
import { WeightRecipes } from './weight-recipes.ts';

/** Stands before the name of a tensor that is to be expanded, where other external data name a file. */
export const EXPANDED = '=';

/** Names of the tensors that a fused graph wants expanded. */
export function expandedBy(fused: Uint8Array): string[] {
  return [...tensorsOf(fused, []).values()].map(expandedAs).filter((name) => name !== undefined);
}

/** The name that the tensor has in the graph that expands it; undefined where it is stored. */
function expandedAs({ location }: StoredTensor): string | undefined {
  return location?.startsWith(EXPANDED) ? location.slice(EXPANDED.length) : undefined;
}

/**
 * The weights' numbers, without ONNX Runtime; undefined where it would be needed.
 * @param model The graph that `fused` was made from. @param files Those that they name.
 */
export function floatsOf(
  fused: Uint8Array,
  model: Uint8Array,
  files: readonly ExternalData[],
): (name: string) => Float32Array | undefined {
  const [own, made] = [new WeightRecipes(fused, files), new WeightRecipes(model, files)];
  const expanded = new Map(
    [...tensorsOf(fused, []).values()].map((tensor) => [tensor.name, expandedAs(tensor)]),
  );
  return (name) => {
    const source = expanded.get(name);
    return source === undefined ? own.floats(name) : made.floats(source);
  };
}
