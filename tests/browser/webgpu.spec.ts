/** WebGPU, on a software adapter: every component runs there and makes the words that WebAssembly makes. */
import { lavapipe } from './lavapipe/lavapipe-test.ts';
import { expect, sample, test } from './ocelli-test.ts';

test.use(lavapipe);

test('the adapter is lavapipe, and its limits are shown', async ({ enginePage }) => {
  const info = await enginePage.evaluate(async () => {
    const vlm = await window.ocelli.createVlm({ device: 'webgpu' });
    return vlm.device;
  });
  expect(info.device).toBe('webgpu');
  expect(info.adapter?.description).toContain('llvmpipe');
  expect(info.adapter?.limits.maxStorageBufferBindingSize).toBeGreaterThan(0);
});

test('every component computes there what it computes on WebAssembly', async ({ enginePage, site }) => {
  const { webgpu, wasm } = await enginePage.evaluate(
    async (url) => {
      const photograph = await (await fetch(url)).blob();
      const run = async (device: 'webgpu' | 'wasm') => {
        const vlm = await window.ocelli.createVlm({ device });
        const greedy = await vlm.caption(photograph, { beams: 1 });
        const beams = await vlm.caption(photograph, { beams: 3 });
        const matches = await vlm.match(photograph, [
          'a cat looks at the camera',
          'a rocket on its launch pad',
        ]);
        await vlm.index.add('cat', photograph);
        const hits = await vlm.search({ text: 'a cat' });
        await vlm.dispose();
        return { device: greedy.device, greedy: greedy.ids, beams: beams.ids, matches, hits };
      };
      return { webgpu: await run('webgpu'), wasm: await run('wasm') };
    },
    site.share(sample('cat.png')),
  );

  expect(webgpu.device).toBe('webgpu');
  expect(wasm.device).toBe('wasm');
  expect(webgpu.greedy.length).toBeGreaterThan(2);
  expect(webgpu.greedy).toEqual(wasm.greedy);
  expect(webgpu.beams).toEqual(wasm.beams);
  expect(webgpu.hits[0]?.score).toBeCloseTo(wasm.hits[0]?.score ?? NaN, 2);
  webgpu.matches.forEach((match, index) => {
    expect(match.itc).toBeCloseTo(wasm.matches[index]?.itc ?? NaN, 2);
    expect(match.itm).toBeCloseTo(wasm.matches[index]?.itm ?? NaN, 2);
  });
});
