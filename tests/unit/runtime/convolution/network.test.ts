/** A pack's convolutions as steps of the plain kernels, and what is left of its graph: against the whole fused graph. */
import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, it } from 'vitest';
import { ConvolutionNetwork } from '../../../../src/runtime/convolution/network.ts';
import { planOf } from '../../../../src/runtime/convolution/plan.ts';
import { restOf } from '../../../../src/runtime/convolution/rest.ts';
import { floatsOf } from '../../../../src/runtime/onnx/fused-weights.ts';
import { tensorsOf } from '../../../../src/runtime/onnx/stored-tensor.ts';
import type { ExternalData } from '../../../../src/runtime/session.ts';
import { asItIs, expandedWeights, somePixels, visionOf, worst } from '../vision-component.ts';

describe.each(['ocelli-blip', 'ocelli-llava', 'ocelli-blip2'])('what %s sees with', (id) => {
  const { model, fused, files } = visionOf(id);
  const plan = planOf(fused);
  const floats = floatsOf(fused, model, files);
  let externalData: ExternalData[];
  if (!plan) throw new Error(`${id}'s graph begins with no convolution.`);

  beforeAll(async () => {
    externalData = [...files, ...(await expandedWeights({ model, fused, files }))];
  }, 60_000);

  it('is convolutions that the kernels know, and nothing else before the patches', () => {
    const kinds = plan.steps.map(({ kind }) => kind);
    const count = (kind: string): number => kinds.filter((one) => one === kind).length;
    expect([count('unfold'), count('pointwise'), count('depthwise')]).toEqual([2, 86, 44]);
    expect(plan.steps.filter((step) => step.kind === 'pointwise' && step.rest !== undefined)).toHaveLength(
      24,
    );
    // The patches of the first eye, and the heads of the second.
    const results = plan.results.map(({ channels, height }) => `${channels} of ${height} x ${height}`);
    const heads = ['480 of 3 x 3', '480 of 5 x 5', '480 of 9 x 9', '240 of 17 x 17'];
    expect(new Set(results)).toEqual(new Set(['1280 of 9 x 9', ...heads]));
  });

  it('has the weights that ONNX Runtime expands, to the last bit', () => {
    const stored = tensorsOf(fused, externalData);
    const names = plan.steps.flatMap((step) => (step.kind === 'unfold' ? [] : [step.weights, step.bias]));
    expect(names).toHaveLength(260);
    const different = names.filter((name) => {
      const [ours, theirs] = [floats(name), stored.get(name)?.bytes];
      return !ours || !theirs || !Buffer.from(ours.buffer).equals(theirs);
    });
    expect(different).toEqual([]);
  });

  it('sees the same', async () => {
    const network = await ConvolutionNetwork.create(plan, floats, 1, (start) => start(), ['plain']);
    if (!network) throw new Error('The plain kernels are always there.');
    const whole = await ort.InferenceSession.create(fused, { ...asItIs, externalData });
    const rest = await ort.InferenceSession.create(restOf(fused, plan), { ...asItIs, externalData });
    const pixels = somePixels();
    const expected = await whole.run({ pixel_values: new ort.Tensor('float32', pixels, [1, 3, 260, 260]) });
    const seen = network.run(pixels).map((numbers, i) => {
      const { name, channels, height, width } = plan.results[i] as (typeof plan.results)[number];
      return [name, new ort.Tensor('float32', numbers, [1, channels, height, width])] as const;
    });
    const found = await rest.run(Object.fromEntries(seen));
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, { data, dims }] of Object.entries(expected)) {
      expect(found[name]?.dims).toEqual(dims);
      expect(worst(found[name]?.data as Float32Array, data as Float32Array), name).toBeLessThan(1e-4);
    }
  }, 120_000);
});

it('has no plan for a graph that begins with no convolution', () => {
  expect(planOf(visionOf('ocelli-blip').text)).toBeUndefined();
});
