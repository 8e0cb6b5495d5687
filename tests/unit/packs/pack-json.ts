/** A complete pack.json of two small files and a tokenizer. */
import { createHash } from 'node:crypto';

/** The files' contents by path. */
export const contents: Record<string, Uint8Array<ArrayBuffer>> = {
  'vision.onnx': new Uint8Array(10).fill(1),
  'eye.bin': new Uint8Array(20).fill(2),
  'tokenizer.json': new Uint8Array(30).fill(3),
};

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export const packJson = {
  schema: 1,
  id: 'tiny',
  version: '1.0.0',
  title: 'Tiny',
  description: 'For tests.',
  family: 'blip',
  can: ['caption'],
  licence: 'Apache-2.0',
  provenance: [{ name: 'Part', role: 'eye', licence: 'MIT', source: 'https://example.org' }],
  files: Object.entries(contents).map(([path, bytes]) => ({
    path,
    bytes: bytes.length,
    sha256: hash(bytes),
  })),
  components: { vision: { model: 'vision.onnx', externalData: ['eye.bin'] } },
  preprocessing: {
    width: 8,
    height: 8,
    fit: 'squash',
    resample: 'bilinear',
    mean: [0.5, 0.5, 0.5],
    std: [0.5, 0.5, 0.5],
  },
  dims: {
    hidden: 4,
    embed: 4,
    layers: 2,
    heads: 2,
    headDim: 2,
    visualTokens: 4,
    decoderVocab: 9,
    maxPositions: 8,
  },
  tokenizer: { file: 'tokenizer.json', pad: 0, encode: 1, decode: 2, end: 3, maxTokens: 6 },
  generation: { beams: 2, maxTokens: 5, minTokens: 1, lengthPenalty: 1, noRepeatNgram: 0 },
  retrieval: {
    itmWeight: 0.1,
    querybank: {
      temperature: 0.02,
      nearest: 4,
      images: { weight: 0.5, mean: 0.6 },
      texts: { weight: 0.5, mean: 0.6 },
    },
    rerank: 4,
    logitScale: 20,
  },
};
