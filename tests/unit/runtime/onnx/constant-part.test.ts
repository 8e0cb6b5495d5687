/** What expands a pack's weights, cut out of its graph, and the fused graph that takes them: against the whole graph. */
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { expandedBy } from '../../../../src/runtime/onnx/fused-weights.ts';
import { asItIs, expandedWeights, quiet, somePixels, visionOf, worst } from '../vision-component.ts';

const ids = ['ocelli-blip', 'ocelli-llava', 'ocelli-blip2'];

for (const id of ids)
  test(`${id}: a fused graph on expanded weights gives what the whole graph gives`, async () => {
    const vision = visionOf(id);
    const { model, fused, files } = vision;
    expect(expandedBy(fused).length).toBeGreaterThan(100);
    const externalData = [...files, ...(await expandedWeights(vision))];
    const fast = await ort.InferenceSession.create(fused, { ...asItIs, externalData });
    const slow = await ort.InferenceSession.create(model, { ...quiet, externalData: files });
    const feeds = { pixel_values: new ort.Tensor('float32', somePixels(), [1, 3, 260, 260]) };
    const expected = await slow.run(feeds);
    const found = await fast.run(feeds);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, { data, dims }] of Object.entries(expected)) {
      expect(found[name]?.dims).toEqual(dims);
      expect(worst(found[name]?.data as Float32Array, data as Float32Array), name).toBeLessThan(1e-4);
    }
  }, 60_000);
