/** Any ONNX decoder as it is, on WebGPU, on a software adapter. */
import { lavapipe } from './lavapipe/lavapipe-test.ts';
import { expectGoldenTokens, layouts } from './onnx-decoder.ts';
import { expect, test } from './ocelli-test.ts';

test.use(lavapipe);

for (const layout of layouts)
  test(`a decoder of ${layout} gives transformers' tokens`, async ({ enginePage, site }) => {
    const { adapter, folded } = await expectGoldenTokens(enginePage, site, layout, { device: 'webgpu' });
    expect(adapter).toContain('llvmpipe');
    expect(folded).toBe(0);
  });
