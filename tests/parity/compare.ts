/** The comparison itself, the same for every device: the browser's stages against PyTorch's. */
import type { Page } from '@playwright/test';
import { expect, sample } from '../browser/ocelli-test.ts';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';
import { golden, goldenTensor, largestDifference } from './golden.ts';

type Device = 'wasm' | 'webgpu';

/** Compares every golden tensor with what `inspect` gives for the same photograph and texts. */
export async function expectSameTensors(page: Page, site: StaticServer, device: Device): Promise<void> {
  const stages = await page.evaluate(
    async ({ url, texts, device }) => {
      const photograph = await (await fetch(url)).blob();
      const vlm = await window.ocelli.createVlm({ device });
      const named = await vlm.inspect(photograph, texts);
      return Object.entries(named).map(([name, { data, dims }]) => ({ name, dims, data: Array.from(data) }));
    },
    { url: site.share(sample(golden.image)), texts: golden.texts, device },
  );
  for (const name of Object.keys(golden.tensors)) {
    const expected = goldenTensor(name);
    const actual = stages.find((stage) => stage.name === name);
    expect(actual?.dims, `${name}: shape`).toEqual(expected.dims);
    const { difference, scale } = largestDifference(expected.data, Float32Array.from(actual?.data ?? []));
    console.log(
      `${device} ${name}: largest difference ${difference.toExponential(1)} of ${scale.toFixed(2)}`,
    );
    expect(difference, name).toBeLessThanOrEqual(golden.tolerance[device] * Math.max(1, scale));
  }
}

/** Compares what texts and pictures are ordered by: ITC and ITM, less what they are near to anyway. */
export async function expectSameScores(page: Page, site: StaticServer, device: Device): Promise<void> {
  const matches = await page.evaluate(
    async ({ url, texts, device }) => {
      const photograph = await (await fetch(url)).blob();
      const vlm = await window.ocelli.createVlm({ device });
      return vlm.match(photograph, texts);
    },
    { url: site.share(sample(golden.image)), texts: golden.texts, device },
  );
  expect(matches.map(({ text }) => text)).toEqual(golden.texts);
  for (const [name, one] of [
    ['scores', 'score'],
    ['imageScores', 'imageScore'],
  ] as const) {
    const scores = Float32Array.from(matches, (match) => match[one]);
    const { difference } = largestDifference(Float32Array.from(golden[name]), scores);
    expect(difference, name).toBeLessThanOrEqual(golden.tolerance[device]);
  }
}

/** Compares the ids of every golden caption, token for token. */
export async function expectSameCaptions(page: Page, site: StaticServer, device: Device): Promise<void> {
  const cases = [...golden.greedy.map((greedy) => ({ ...greedy, beams: 1 })), ...golden.beam];
  expect(golden.greedy.length).toBeGreaterThan(0);
  expect(golden.beam.length).toBeGreaterThan(0);
  const captions = await page.evaluate(
    async ({ requests, device }) => {
      const vlm = await window.ocelli.createVlm({ device });
      const results = [];
      for (const { url, beams } of requests) {
        const photograph = await (await fetch(url)).blob();
        const { ids, caption } = await vlm.caption(photograph, { beams });
        results.push({ ids, caption });
      }
      return results;
    },
    { requests: cases.map(({ image, beams }) => ({ url: site.share(sample(image)), beams })), device },
  );
  cases.forEach(({ image, beams, ids, text }, index) => {
    expect(captions[index], `${image}, ${beams} beams`).toEqual({ ids, caption: text });
  });
}
