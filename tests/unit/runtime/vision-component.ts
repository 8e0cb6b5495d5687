/** A pack's vision component as its files have it, its weights expanded. */
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-web';
import { constantPart } from '../../../src/runtime/onnx/constant-part.ts';
import { EXPANDED, expandedBy } from '../../../src/runtime/onnx/fused-weights.ts';
import type { ExternalData } from '../../../src/runtime/session.ts';

const packs = new URL('../../../public/packs/', import.meta.url);

interface PackJson {
  files: { path: string; pack?: string }[];
  components: Record<string, { model: string; externalData: string[]; fused?: string }>;
}

export function visionOf(id: string) {
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
    text: bytes(json.components.text?.model ?? vision.model),
    files: vision.externalData.map((path) => ({ path, data: bytes(path) })),
  };
}

export const quiet = { executionProviders: ['wasm'], logSeverityLevel: 3 as const };
export const asItIs = { ...quiet, graphOptimizationLevel: 'disabled' as const };

/** What the fused graph names, as the whole one expands it. */
export async function expandedWeights({
  model,
  fused,
  files,
}: Omit<ReturnType<typeof visionOf>, 'text'>): Promise<ExternalData[]> {
  const expander = await ort.InferenceSession.create(constantPart(model, expandedBy(fused)), {
    ...asItIs,
    externalData: files,
  });
  return Object.entries(await expander.run({})).map(([path, { data }]) => {
    const { buffer, byteOffset, byteLength } = data as Float32Array<ArrayBuffer>;
    return { path: EXPANDED + path, data: new Uint8Array(buffer, byteOffset, byteLength) };
  });
}

/** A picture of 260 x 260 that is like no photograph. */
export function somePixels(): Float32Array {
  return Float32Array.from({ length: 3 * 260 * 260 }, (_, i) => Math.sin(i * i));
}

/** The largest difference of two tensors, as a share of the largest number of the second. */
export function worst(found: Float32Array, expected: Float32Array): number {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (found[i] ?? NaN))), 0) / scale;
}
