/** `pack.json` to Pack: every field checked, and that every file named is listed. Unknown keys are ignored. */
import { isFolderName } from './address.ts';
import { Fields, invalid } from './fields.ts';
import { readMed } from './med-manifest.ts';
import type { Component, MedPack, Pack, PackFile, PreprocessingSpec, VoicePack } from './pack.ts';
import { readExamples, readVoice } from './voice-manifest.ts';

const ABILITIES = ['caption', 'embed', 'match', 'explain', 'answer', 'chat'] as const;

/**
 * @param json The parsed file.
 * @param base Address of the pack's folder, ending in a slash.
 * @throws VlmError `pack-invalid` naming the field.
 */
export function readManifest(json: unknown, base: string): MedPack | VoicePack {
  const top = new Fields(json);
  top.oneOf('schema', [1]);
  const files = top.list('files', readFile);
  const common: Pack = {
    base,
    files,
    info: {
      id: top.string('id'),
      version: top.string('version'),
      title: top.string('title'),
      description: top.string('description'),
      family: top.string('family'),
      can: top.list('can', (value, path) => new Fields({ [path]: value }).oneOf(path, ABILITIES)),
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
      ...readExamples(top),
    },
    components: readComponents(top.object('components')),
    preprocessing: readPreprocessing(top.object('preprocessing')),
    tokenizer: { file: top.object('tokenizer').string('file') },
  };
  const pack = top.has('voice') ? { ...common, ...readVoice(top) } : { ...common, ...readMed(top) };
  checkFilesListed(pack);
  return pack;
}

function readFile(value: unknown, path: string): PackFile {
  const file = new Fields(value, path);
  const sha256 = file.string('sha256');
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw invalid(`${path}.sha256`, '64 hexadecimal digits', sha256);
  const found = { path: file.string('path'), bytes: file.count('bytes', 1), sha256 };
  if (!file.has('pack')) return found;
  const pack = file.string('pack');
  if (!isFolderName(pack)) throw invalid(`${path}.pack`, 'the id of a pack in the same folder', pack);
  return { ...found, pack };
}

function readComponents(fields: Fields): Record<string, Component> {
  const read = (name: string): Component => {
    const component = fields.object(name);
    return {
      model: component.string('model'),
      externalData: component.has('externalData') ? component.strings('externalData') : [],
      ...(component.has('fused') && { fused: component.string('fused') }),
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

function checkFilesListed(pack: MedPack | VoicePack): void {
  const listed = new Set(pack.files.map((file) => file.path));
  const demand = (path: string, field: string): void => {
    if (!listed.has(path)) throw invalid(field, 'a path that files lists', path);
  };
  for (const [name, { model, externalData, fused }] of Object.entries(pack.components)) {
    demand(model, `components.${name}.model`);
    if (fused !== undefined) demand(fused, `components.${name}.fused`);
    for (const path of externalData) demand(path, `components.${name}.externalData`);
  }
  demand(pack.tokenizer.file, 'tokenizer.file');
  if ('voice' in pack) {
    demand(pack.voice.file, 'voice.file');
    demand(pack.voice.tensors, 'voice.tensors');
    if (pack.voice.graph !== undefined) demand(pack.voice.graph, 'voice.graph');
    if (pack.textEncoder) demand(pack.textEncoder.tokenizer, 'textEncoder.tokenizer');
  }
}
