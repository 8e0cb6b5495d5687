/** A right pack.json is read; each way of being wrong is named by its field. */
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/packs/manifest.ts';
import { packJson } from './pack-json.ts';

const base = 'https://example.org/packs/tiny/';

/** The message about a pack.json in which one value was replaced; `undefined` removes it. */
function messageWith(path: string, value: unknown): string {
  const json = structuredClone(packJson) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() as string;
  const parent = keys.reduce((object, key) => object[key] as Record<string, unknown>, json);
  parent[last] = value;
  try {
    readManifest(json, base);
    return 'accepted';
  } catch (error) {
    expect(error).toMatchObject({ code: 'pack-invalid' });
    return (error as Error).message;
  }
}

describe('readManifest', () => {
  it('reads a pack, sums its bytes and takes all layers as crossing by default', () => {
    const pack = readManifest(packJson, base);
    expect(pack.info.bytes).toBe(60);
    expect(pack.dims.crossLayers).toEqual([0, 1]);
    expect(pack.components['vision']).toEqual({ model: 'vision.onnx', externalData: ['eye.bin'] });
  });

  it.each([
    ['schema', 2],
    ['id', undefined],
    ['can', ['fly']],
    ['files', {}],
    ['files.0.sha256', 'abc'],
    ['files.0.bytes', '10'],
    ['provenance.0.licence', undefined],
    ['preprocessing', undefined],
    ['preprocessing.width', 0],
    ['preprocessing.fit', 'pad'],
    ['preprocessing.mean', [1, 2]],
    ['preprocessing.std', [1, 0, 1]],
    ['dims.layers', 1.5],
    ['dims.crossLayers', [2]],
    ['tokenizer.file', 'other.json'],
    ['tokenizer.end', null],
    ['generation.beams', 0],
    ['retrieval.itmWeight', 'much'],
    ['components.vision.model', 'lost.onnx'],
    ['components.vision.externalData', ['lost.bin']],
  ])('names the field: %s', (path, value) => {
    const named = path.replace(/\.(\d)/, '[$1]');
    expect(messageWith(path, value)).toContain(path === 'can' ? 'can[0]' : named);
  });

  it('ignores keys it does not know', () => {
    expect(messageWith('novelty', true)).toBe('accepted');
  });
});
