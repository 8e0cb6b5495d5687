/** Any ONNX decoder as it is, on WebAssembly, its weights of few bits expanded or not. */
import { expectGoldenTokens, layouts, products } from './onnx-decoder.ts';
import { expect, test } from './ocelli-test.ts';

for (const layout of layouts)
  for (const fold of [true, false])
    test(`a decoder of ${layout}, its weights ${fold ? 'expanded' : 'left as they are'}, gives transformers' tokens`, async ({
      enginePage,
      site,
    }) => {
      const { folded } = await expectGoldenTokens(enginePage, site, layout, { device: 'wasm', fold });
      expect(folded).toBe(fold ? products : 0);
    });
