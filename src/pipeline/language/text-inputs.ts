/** One text as the encoders' ONNX files take it: no padding, so every token counts. */
import type { TensorFactory, Tensors } from '../../runtime/tensor.ts';

/** @returns `input_ids` and `attention_mask`, `[1, tokens]`, the caller's to dispose. */
export function textInputs(tensors: TensorFactory, ids: readonly number[]): Tensors {
  const dims = [1, ids.length];
  return {
    input_ids: tensors.int64(ids, dims),
    attention_mask: tensors.int64(
      ids.map(() => 1),
      dims,
    ),
  };
}
