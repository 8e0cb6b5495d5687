/** The WebGPU decoder on lavapipe, against what transformers' Llama makes of the same tiny voice. */
import { readGolden, withDecoderPage, type DecoderPage } from './decoder-page.ts';
import { lavapipe } from './lavapipe/lavapipe-test.ts';
import { expect, test } from './ocelli-test.ts';

test.use(lavapipe);

const golden = await readGolden();
const { prompt } = golden;
const count = golden.greedy.length;

/** Capture makes no bind groups; encoding anew makes one a kernel, and there are dozens. */
const few = 2 * count;

async function expectAllGoldens(decoder: DecoderPage): Promise<number> {
  const half = { do: 'read', ids: prompt.slice(0, 4) } as const;
  const [first, again] = await decoder.run([
    { do: 'read', ids: prompt },
    { do: 'truncate', length: 0 },
  ]);
  expect(again?.length).toBe(0);
  golden.logits.forEach((logit, i) => expect(first?.logits?.[i]).toBeCloseTo(logit, 2));
  const results = await decoder.run([
    half,
    { do: 'read', ids: prompt.slice(4) },
    { do: 'decode', count },
    { do: 'truncate', length: 4 },
    { do: 'embed', values: golden.embeds },
    { do: 'read', ids: prompt.slice(4) },
    { do: 'decode', count },
    { do: 'truncate', length: 0 },
    { do: 'read', ids: prompt },
    { do: 'decode', count, settings: { repetitionPenalty: 1.5 } },
  ]);
  expect(results[2]?.ids).toEqual(golden.greedy);
  expect(results[2]?.length).toBe(prompt.length + count);
  expect(results[6]?.ids).toEqual(golden.afterEmbeds);
  expect(results[9]?.ids).toEqual(golden.penalised);
  return results[2]?.bindGroups ?? NaN;
}

test('captured steps give the tokens of the reference, encoding nothing anew', async ({ page }) => {
  await withDecoderPage(page, async (decoder) => {
    const { adapter, refusal } = await decoder.load({ engine: 'webgpu' });
    expect(adapter).toContain('llvmpipe');
    expect(refusal).toBeUndefined();
    expect(await expectAllGoldens(decoder)).toBeLessThan(few);
  });
});

test('where the engine refuses to capture the graph, it runs uncaptured, with the same tokens', async ({
  page,
}) => {
  await withDecoderPage(page, async (decoder) => {
    const { refusal } = await decoder.load({ engine: 'webgpu', graph: 'voice-refused.onnx' });
    expect(refusal).toContain('graph capture');
    expect(await expectAllGoldens(decoder)).toBeGreaterThan(few);
  });
});

test('stopping, going on, cutting, growing and forking leave the tokens what they were', async ({ page }) => {
  await withDecoderPage(page, async (decoder) => {
    await decoder.load({ engine: 'webgpu' });
    const results = await decoder.run([
      { do: 'read', ids: prompt },
      { do: 'decode', count, stopAfter: 3 }, // Two are fed, the third was only shown.
      { do: 'decode', count: 5 },
      { do: 'fork' },
      { do: 'decode', count: 4 },
      { do: 'decode', count: 4, on: 1 },
      { do: 'truncate', length: prompt.length, on: 1 },
      { do: 'read', ids: golden.greedy.slice(0, 1), on: 1 },
      { do: 'decode', count: 3, on: 1 },
      // Beyond the 512 tokens that the cache starts with.
      { do: 'read', ids: Array.from({ length: 600 }, (_, i) => i % 512), on: 1 },
      { do: 'truncate', length: prompt.length + 4, on: 1 },
      { do: 'decode', count: 3, on: 1 },
      { do: 'dispose', on: 1 },
      { do: 'decode', count: 2 },
    ]);
    const ids = (at: number) => results[at]?.ids;
    const { greedy } = golden;
    expect(ids(1)).toEqual(greedy.slice(0, 3));
    expect(results[1]?.length).toBe(prompt.length + 2);
    expect(ids(2)).toEqual(greedy.slice(2, 7));
    expect(ids(4)).toEqual(greedy.slice(7, 11));
    expect(ids(5)).toEqual(greedy.slice(7, 11));
    expect(ids(8)).toEqual(greedy.slice(1, 4));
    expect(results[9]?.kvBytes).toBe(2 * (results[8]?.kvBytes ?? NaN));
    expect(ids(11)).toEqual(greedy.slice(4, 7));
    expect(ids(13)).toEqual(greedy.slice(11, 13));
  });
});

test('sampling on the device follows its seed and its limits', async ({ page }) => {
  await withDecoderPage(page, async (decoder) => {
    await decoder.load({ engine: 'webgpu' });
    const draw = async (settings: object) => {
      const [, , drawn] = await decoder.run([
        { do: 'truncate', length: 0 },
        { do: 'read', ids: prompt },
        { do: 'decode', count, settings: { temperature: 1, ...settings } },
      ]);
      return drawn?.ids;
    };
    expect(await draw({ temperature: 30, seed: 1 })).not.toEqual(golden.greedy);
    expect(await draw({ temperature: 30, seed: 1 })).toEqual(await draw({ temperature: 30, seed: 1 }));
    expect(await draw({ temperature: 30, seed: 2 })).not.toEqual(await draw({ temperature: 30, seed: 1 }));
    expect(await draw({ temperature: 30, topK: 1 })).toEqual(golden.greedy);
    expect(await draw({ temperature: 30, topP: 1e-6 })).toEqual(golden.greedy);
    expect(await draw({ temperature: 30, minP: 1 })).toEqual(golden.greedy);
  });
});
