/** `pack.json` to Pack: every field checked, and that every file named is listed. Unknown keys are ignored. */
import { Fields, invalid } from './fields.ts';
import type { Component, Dims, Pack, PackFile, PreprocessingSpec } from './pack.ts';

/**
 * @param json The parsed file.
 * @param base Address of the pack's folder, ending in a slash.
 * @throws VlmError `pack-invalid` naming the field.
 */
export function readManifest(json: unknown, base: string): Pack {
  const top = new Fields(json);
  top.oneOf('schema', [1]);
  const files = top.list('files', readFile);
  const tokenizer = top.object('tokenizer');
  const generation = top.object('generation');
  const retrieval = top.object('retrieval');
  const pack: Pack = {
    base,
    files,
    info: {
      id: top.string('id'),
      version: top.string('version'),
      title: top.string('title'),
      description: top.string('description'),
      family: top.string('family'),
      can: top.list('can', (value, path) =>
        new Fields({ [path]: value }).oneOf(path, ['caption', 'embed', 'match']),
      ),
      licence: top.string('licence'),
      provenance: top.list('provenance', (value, path) => {
        const part = new Fields(value, path);
        return {
          name: part.string('name'),
          role: part.string('role'),
          licence: part.string('licence'),
          source: part.string('source'),
        };
      }),
      bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    },
    components: readComponents(top.object('components')),
    preprocessing: readPreprocessing(top.object('preprocessing')),
    dims: readDims(top.object('dims')),
    tokenizer: {
      file: tokenizer.string('file'),
      pad: tokenizer.count('pad'),
      encode: tokenizer.count('encode'),
      decode: tokenizer.count('decode'),
      end: tokenizer.count('end'),
      maxTokens: tokenizer.count('maxTokens', 2),
    },
    generation: {
      beams: generation.count('beams', 1),
      maxTokens: generation.count('maxTokens', 1),
      minTokens: generation.count('minTokens'),
      lengthPenalty: generation.number('lengthPenalty'),
      noRepeatNgram: generation.count('noRepeatNgram'),
    },
    retrieval: {
      itmWeight: retrieval.number('itmWeight'),
      rerank: retrieval.count('rerank'),
      logitScale: retrieval.number('logitScale'),
    },
  };
  checkFilesListed(pack);
  return pack;
}

function readFile(value: unknown, path: string): PackFile {
  const file = new Fields(value, path);
  const sha256 = file.string('sha256');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw invalid(`${path}.sha256`, '64 hexadecimal digits', sha256);
  return { path: file.string('path'), bytes: file.count('bytes', 1), sha256 };
}

function readComponents(fields: Fields): Record<string, Component> {
  const read = (name: string): Component => {
    const component = fields.object(name);
    return {
      model: component.string('model'),
      externalData: component.has('externalData') ? component.strings('externalData') : [],
    };
  };
  return Object.fromEntries(fields.keys().map((name) => [name, read(name)]));
}

function readPreprocessing(fields: Fields): PreprocessingSpec {
  const std = fields.numbers('std', 3);
  if (std.includes(0)) throw invalid('preprocessing.std', 'three numbers other than 0', std);
  return {
    width: fields.count('width', 1),
    height: fields.count('height', 1),
    fit: fields.oneOf('fit', ['squash', 'crop']),
    resample: fields.oneOf('resample', ['bilinear']),
    mean: fields.numbers('mean', 3),
    std,
  };
}

function readDims(fields: Fields): Dims {
  const layers = fields.count('layers', 1);
  const crossLayers = fields.has('crossLayers')
    ? fields.numbers('crossLayers')
    : Array.from({ length: layers }, (_, i) => i);
  for (const layer of crossLayers) {
    if (!Number.isInteger(layer) || layer < 0 || layer >= layers) {
      throw invalid('dims.crossLayers', `layers from 0 to ${layers - 1}`, crossLayers);
    }
  }
  return {
    hidden: fields.count('hidden', 1),
    embed: fields.count('embed', 1),
    layers,
    heads: fields.count('heads', 1),
    headDim: fields.count('headDim', 1),
    crossLayers,
    decoderVocab: fields.count('decoderVocab', 1),
    maxPositions: fields.count('maxPositions', 1),
  };
}

function checkFilesListed(pack: Pack): void {
  const listed = new Set(pack.files.map((file) => file.path));
  const demand = (path: string, field: string): void => {
    if (!listed.has(path)) throw invalid(field, 'a path that files lists', path);
  };
  for (const [name, { model, externalData }] of Object.entries(pack.components)) {
    demand(model, `components.${name}.model`);
    for (const path of externalData) demand(path, `components.${name}.externalData`);
  }
  demand(pack.tokenizer.file, 'tokenizer.file');
}
