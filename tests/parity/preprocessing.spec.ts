/** The picture as the model sees it: within one level of 255 of what Pillow's resize gives. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, fixture, root, sample, test } from '../browser/ocelli-test.ts';
import type { StaticServer } from '../../src/cli/browser/static-server.ts';
import type { Page } from '@playwright/test';
import { golden, goldenTensor, largestDifference } from './golden.ts';

const manifest = JSON.parse(readFileSync(join(root, 'public/packs/ocelli-blip/pack.json'), 'utf8')) as {
  preprocessing: { mean: number[]; std: number[] };
};

/** Undoes the normalisation: levels of 255, [3, height, width]. */
function levels(pixelValues: ArrayLike<number>): Float32Array {
  const { mean, std } = manifest.preprocessing;
  const plane = pixelValues.length / 3;
  return Float32Array.from(pixelValues, (value, index) => {
    const channel = Math.floor(index / plane);
    return (value * (std[channel] ?? NaN) + (mean[channel] ?? NaN)) * 255;
  });
}

async function levelsInBrowser(page: Page, site: StaticServer, path: string): Promise<Float32Array> {
  const values = await page.evaluate(async (url) => {
    const photograph = await (await fetch(url)).blob();
    const vlm = await window.ocelli.createVlm({ device: 'wasm' });
    const { pixel_values: pixelValues } = await vlm.inspect(photograph, ['a photograph']);
    return Array.from(pixelValues?.data ?? []);
  }, site.share(path));
  return levels(values);
}

test('resizing agrees with Pillow', async ({ enginePage, site }) => {
  const expected = levels(goldenTensor('pixel_values').data);
  const actual = await levelsInBrowser(enginePage, site, sample(golden.image));
  expect(largestDifference(expected, actual).difference).toBeLessThanOrEqual(1.001);
});

// Each pair shows the same picture, stored in two ways.
for (const { stored, like, within } of [
  { stored: 'rotated.jpg', like: 'upright.png', within: 1.001 },
  { stored: 'deep.png', like: 'cat.png', within: 1.001 },
  { stored: 'animated.gif', like: 'cat.png', within: 64 },
  { stored: 'cmyk.jpg', like: 'cat.png', within: 64 },
]) {
  test(`${stored} is seen as ${like}`, async ({ enginePage, site }) => {
    const expected = await levelsInBrowser(enginePage, site, fixture(like));
    const actual = await levelsInBrowser(enginePage, site, fixture(stored));
    expect(largestDifference(expected, actual).difference).toBeLessThanOrEqual(within);
  });
}
