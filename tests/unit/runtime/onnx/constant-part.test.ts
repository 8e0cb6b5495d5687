/** What expands a pack's weights, cut out of its graph, and the fused graph that takes them: against the whole graph. */
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { expect, test } from 'vitest';
import { constantPart } from '../../../../src/runtime/onnx/constant-part.ts';
import { EXPANDED, expandedBy } from '../../../../src/runtime/onnx/fused-session.ts';

const packs = new URL('../../../../public/packs/', import.meta.url);

interface PackJson {
  files: { path: string; pack?: string }[];
  components: Record<string, { model: string; externalData: string[]; fused?: string }>;
}

function readFrom(id: string) {
  const json = JSON.parse(readFileSync(new URL(`${id}/pack.json`, packs), 'utf8')) as PackJson;
  const bytes = (path: string): Uint8Array => {
    const holder = json.files.find((file) => file.path === path)?.pack ?? id;
    return new Uint8Array(readFileSync(new URL(`${holder}/${path}`, packs)));
  };
  const { vision } = json.components;
  if (!vision?.fused) throw new Error(`${id} has no fused graph.`);
  return {
    model: bytes(vision.model),
    fused: bytes(vision.fused),
    files: vision.externalData.map((path) => ({ path, data: bytes(path) })),
  };
}

const ids = ['ocelli-blip', 'ocelli-llava', 'ocelli-blip2'];

for (const id of ids)
  test(`${id}: a fused graph on expanded weights gives what the whole graph gives`, async () => {
    const { model, fused, files } = readFrom(id);
    const wanted = expandedBy(fused);
    expect(wanted.length).toBeGreaterThan(100);
    const options = { executionProviders: ['wasm'], externalData: files, logSeverityLevel: 3 as const };
    const plain = { ...options, graphOptimizationLevel: 'disabled' as const };
    const expander = await ort.InferenceSession.create(constantPart(model, wanted), plain);
    expect(expander.inputNames).toEqual([]);
    const weights = Object.entries(await expander.run({})).map(([path, { data }]) => {
      const { buffer, byteOffset, byteLength } = data as Float32Array<ArrayBuffer>;
      return { path: EXPANDED + path, data: new Uint8Array(buffer, byteOffset, byteLength) };
    });
    const fast = await ort.InferenceSession.create(fused, { ...plain, externalData: [...files, ...weights] });
    const slow = await ort.InferenceSession.create(model, options);
    const pixels = Float32Array.from({ length: 3 * 260 * 260 }, (_, i) => Math.sin(i * i));
    const feeds = { pixel_values: new ort.Tensor('float32', pixels, [1, 3, 260, 260]) };
    const expected = await slow.run(feeds);
    const found = await fast.run(feeds);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [name, { data, dims }] of Object.entries(expected)) {
      expect(found[name]?.dims).toEqual(dims);
      const values = data as Float32Array;
      const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const ours = found[name]?.data as Float32Array;
      const worst = values.reduce((most, value, i) => Math.max(most, Math.abs(value - (ours[i] ?? NaN))), 0);
      expect(worst, name).toBeLessThan(1e-4 * scale);
    }
  }, 60_000);
