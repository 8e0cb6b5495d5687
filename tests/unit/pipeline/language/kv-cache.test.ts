/** On ONNX Runtime's own CPU tensors. */
import * as ort from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { KvCache } from '../../../../src/pipeline/language/kv-cache.ts';
import { TensorFactory, type Tensor } from '../../../../src/runtime/tensor.ts';

const values = (tensor: Tensor | undefined): number[] => [...((tensor?.data ?? []) as Float32Array)];
const tensors = new TensorFactory(ort);
const shape = { layers: 1, heads: 1, headDim: 2 };

describe('KvCache', () => {
  it('starts empty, for one hypothesis', () => {
    const { past } = new KvCache(shape, tensors);
    expect(Object.keys(past)).toEqual(['past.0.key', 'past.0.value']);
    expect(past['past.0.key']?.dims).toEqual([1, 1, 0, 2]);
  });

  it('takes over outputs and gives its rows a new order', async () => {
    const cache = new KvCache(shape, tensors);
    cache.replace({ 'present.0.key': tensors.float(Float32Array.from([1, 2, 3, 4]), [2, 1, 1, 2]) });
    await cache.reorder([0, 1], 2);
    expect(values(cache.past['past.0.key'])).toEqual([1, 2, 3, 4]);
    await cache.reorder([1, 1, 0], 2);
    expect(cache.past['past.0.key']?.dims).toEqual([3, 1, 1, 2]);
    expect(values(cache.past['past.0.key'])).toEqual([3, 4, 3, 4, 1, 2]);
  });
});
