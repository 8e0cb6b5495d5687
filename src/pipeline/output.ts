/** Taking a named output of a model, with an error that says which one a pack lacks. */
import { VlmError } from '../protocol/error.ts';
import type { Tensor, Tensors } from '../runtime/tensor.ts';

/** @throws VlmError `pack-invalid` when the model has no such output. */
export function output(outputs: Tensors, name: string): Tensor {
  const tensor = outputs[name];
  if (!tensor)
    throw new VlmError('pack-invalid', `The pack's model gives no output ${name}. Export the pack again.`);
  return tensor;
}
