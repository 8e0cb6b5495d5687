/** What only a pack of BLIP's text transformer has in its `pack.json`. */
import { invalid, type Fields } from './fields.ts';
import { readGeneration } from './generation-manifest.ts';
import type { Dims, ExplainSpec, MedPack, Pack, QuerybankSpec } from './pack.ts';

/** @throws VlmError `pack-invalid` naming the field. */
export function readMed(top: Fields): Omit<MedPack, Exclude<keyof Pack, 'tokenizer'>> {
  const tokenizer = top.object('tokenizer');
  const retrieval = top.object('retrieval');
  return {
    dims: readDims(top.object('dims')),
    tokenizer: {
      file: tokenizer.string('file'),
      pad: tokenizer.count('pad'),
      encode: tokenizer.count('encode'),
      decode: tokenizer.count('decode'),
      end: tokenizer.count('end'),
      maxTokens: tokenizer.count('maxTokens', 2),
    },
    generation: readGeneration(top.object('generation')),
    retrieval: {
      itmWeight: retrieval.number('itmWeight'),
      ...(retrieval.has('querybank') && { querybank: readQuerybank(retrieval.object('querybank')) }),
      rerank: retrieval.count('rerank'),
      logitScale: retrieval.number('logitScale'),
      ...(retrieval.has('minItc') ? { minItc: retrieval.number('minItc') } : {}),
    },
    ...(top.has('explain') && { explain: readExplain(top.object('explain')) }),
  };
}

function readQuerybank(fields: Fields): QuerybankSpec {
  const temperature = fields.number('temperature');
  if (temperature <= 0) throw invalid('retrieval.querybank.temperature', 'over 0', temperature);
  const part = (name: string) => {
    const one = fields.object(name);
    return { weight: one.number('weight'), mean: one.number('mean') };
  };
  return {
    temperature,
    nearest: fields.count('nearest', 1),
    images: part('images'),
    texts: part('texts'),
  };
}

function readExplain(fields: Fields): ExplainSpec {
  return { rows: fields.count('rows', 1), columns: fields.count('columns', 1) };
}

/** The pack as a family of this kind needs it. @throws VlmError `pack-invalid` for one of another kind. */
export function asMedPack(pack: Pack): MedPack {
  if ('dims' in pack) return pack as MedPack;
  throw invalid('dims', `there for family "${pack.info.family}"`, undefined);
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
    visualTokens: fields.count('visualTokens', 1),
    ...(fields.has('captionTokens') && { captionTokens: fields.count('captionTokens', 1) }),
    crossLayers,
    decoderVocab: fields.count('decoderVocab', 1),
    maxPositions: fields.count('maxPositions', 1),
  };
}
