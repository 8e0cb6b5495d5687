/** A right pack.json is read; each way of being wrong is named by its field. */
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/packs/address.ts';
import { readManifest } from '../../../src/packs/manifest.ts';
import { asMedPack } from '../../../src/packs/med-manifest.ts';
import { asVoicePack } from '../../../src/packs/voice-manifest.ts';
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

describe('a pack with a voice', () => {
  const { dims: _dims, generation: _generation, retrieval: _retrieval, ...common } = packJson;
  const voiceJson = {
    ...common,
    family: 'llava',
    can: ['chat', 'answer'],
    tokenizer: { file: 'tokenizer.json' },
    voice: {
      file: 'eye.bin',
      tensors: 'vision.onnx',
      shape: {
        hidden: 8,
        layers: 2,
        heads: 4,
        kvHeads: 2,
        headDim: 2,
        inner: 16,
        vocab: 99,
        contextWindow: 64,
        ropeTheta: 10000,
        normEps: 1e-5,
      },
    },
    chat: { template: 'chatml', imageTokens: 4, system: '', stop: [] },
  };

  it('is read, and is no pack of the other kind', () => {
    const pack = readManifest(voiceJson, base);
    expect(asVoicePack(pack).voice.shape.kvHeads).toBe(2);
    expect(asVoicePack(pack).chat.caption).not.toBe('');
    expect(() => asMedPack(pack)).toThrow('dims');
    expect(() => asVoicePack(readManifest(packJson, base))).toThrow('voice');
  });

  it("may have a decoder of OPT's shape, which names its activation", () => {
    const { ropeTheta: _ropeTheta, ...sizes } = voiceJson.voice.shape;
    const opt = (activation: string) => ({
      ...voiceJson,
      voice: { ...voiceJson.voice, shape: { ...sizes, architecture: 'opt', activation } },
    });
    const pack = asVoicePack(readManifest(opt('relu'), base));
    expect(pack.voice.shape).toMatchObject({ architecture: 'opt', activation: 'relu', kvHeads: 2 });
    expect(() => readManifest(opt('tanh'), base)).toThrow('voice.shape.activation');
  });

  it('says how its captions are chosen, by a tokenizer that must be listed', () => {
    const generation = {
      beams: 5,
      maxTokens: 9,
      minTokens: 1,
      lengthPenalty: 0.8,
      noRepeatNgram: 2,
      itcWeight: 2,
    };
    const textEncoder = { tokenizer: 'tokenizer.json', maxTokens: 40 };
    const pack = asVoicePack(readManifest({ ...voiceJson, generation, textEncoder }, base));
    expect(pack).toMatchObject({ generation, textEncoder });
    const lost = { ...textEncoder, tokenizer: 'lost.json' };
    expect(() => readManifest({ ...voiceJson, textEncoder: lost }, base)).toThrow('textEncoder.tokenizer');
  });

  it('names a wrong field, and a file that is not listed', () => {
    const shape = { ...voiceJson.voice.shape, kvHeads: 3 };
    expect(() => readManifest({ ...voiceJson, voice: { ...voiceJson.voice, shape } }, base)).toThrow(
      'voice.shape.kvHeads',
    );
    expect(() =>
      readManifest({ ...voiceJson, voice: { ...voiceJson.voice, file: 'lost.bin' } }, base),
    ).toThrow('voice.file');
    expect(() =>
      readManifest({ ...voiceJson, chat: { ...voiceJson.chat, template: 'llama' } }, base),
    ).toThrow('chat.template');
  });
});

describe('readManifest', () => {
  it('reads a pack, sums its bytes and takes all layers as crossing by default', () => {
    const pack = asMedPack(readManifest(packJson, base));
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
    ['files.0.pack', '../elsewhere'],
    ['files.0.pack', ''],
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
    ['generation.repeatable', 'all'],
    ['generation.itcWeight', 'much'],
    ['retrieval.itmWeight', 'much'],
    ['retrieval.querybank.temperature', 0],
    ['retrieval.querybank.texts.mean', 'much'],
    ['components.vision.model', 'lost.onnx'],
    ['components.vision.externalData', ['lost.bin']],
  ])('names the field: %s', (path, value) => {
    const named = path.replace(/\.(\d)/, '[$1]');
    expect(messageWith(path, value)).toContain(path === 'can' ? 'can[0]' : named);
  });

  it('knows where a file lies that another pack holds', () => {
    const files = packJson.files.map((file, i) => (i === 1 ? { ...file, pack: 'other' } : file));
    const pack = readManifest({ ...packJson, files }, base);
    expect(pack.files.map((file) => addressOf(pack, file))).toEqual([
      `${base}vision.onnx`,
      'https://example.org/packs/other/eye.bin',
      `${base}tokenizer.json`,
    ]);
  });

  it('ignores keys it does not know', () => {
    expect(messageWith('novelty', true)).toBe('accepted');
  });
});
