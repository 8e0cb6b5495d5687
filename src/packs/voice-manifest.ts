/** What only a pack with a decoder-only language model has in its `pack.json`. */
import type { QuestionExamples } from '../protocol/values.ts';
import type { VoiceShape } from '../runtime/decoder/voice/shape.ts';
import { invalid, type Fields } from './fields.ts';
import { readGeneration } from './generation-manifest.ts';
import type { ChatSpec, Pack, TextEncoderSpec, VoicePack, VoiceSpec } from './pack.ts';

/** Asked where a pack names no question of its own for captions. */
const CAPTION = 'Describe the image in one sentence.';

/** The questions to try that a pack may name. @throws VlmError `pack-invalid` naming the field. */
export function readExamples(top: Fields): { examples?: QuestionExamples } {
  if (!top.has('chat') || !top.object('chat').has('examples')) return {};
  const examples = top.object('chat').object('examples');
  return {
    examples: {
      conversation: examples.strings('conversation'),
      detail: examples.strings('detail'),
      reasoning: examples.strings('reasoning'),
    },
  };
}

/** @throws VlmError `pack-invalid` naming the field. */
export function readVoice(top: Fields): Omit<VoicePack, keyof Pack> {
  return {
    voice: readSpec(top.object('voice')),
    chat: readChat(top.object('chat')),
    ...(top.has('generation') && { generation: readGeneration(top.object('generation')) }),
    ...(top.has('textEncoder') && { textEncoder: readTextEncoder(top.object('textEncoder')) }),
  };
}

/** The pack as a family of this kind needs it. @throws VlmError `pack-invalid` for one of another kind. */
export function asVoicePack(pack: Pack): VoicePack {
  if ('voice' in pack) return pack as VoicePack;
  throw invalid('voice', `there for family "${pack.info.family}"`, undefined);
}

function readSpec(voice: Fields): VoiceSpec {
  const shape = voice.object('shape');
  const spec: VoiceSpec = {
    file: voice.string('file'),
    tensors: voice.string('tensors'),
    ...(voice.has('graph') ? { graph: voice.string('graph') } : {}),
    shape: readShape(shape),
  };
  const { heads, kvHeads } = spec.shape;
  if (heads % kvHeads !== 0)
    throw invalid('voice.shape.kvHeads', `a number that divides the ${heads} heads`, kvHeads);
  return spec;
}

function readShape(shape: Fields): VoiceShape {
  const sizes = {
    hidden: shape.count('hidden', 1),
    layers: shape.count('layers', 1),
    heads: shape.count('heads', 1),
    kvHeads: shape.count('kvHeads', 1),
    headDim: shape.count('headDim', 2),
    inner: shape.count('inner', 1),
    vocab: shape.count('vocab', 1),
    contextWindow: shape.count('contextWindow', 2),
    normEps: shape.number('normEps'),
  };
  const architecture = shape.has('architecture') ? shape.oneOf('architecture', ['llama', 'opt']) : 'llama';
  if (architecture === 'llama') return { ...sizes, ropeTheta: shape.number('ropeTheta') };
  return { ...sizes, architecture, activation: shape.oneOf('activation', ['relu', 'gelu']) };
}

function readTextEncoder(encoder: Fields): TextEncoderSpec {
  return { tokenizer: encoder.string('tokenizer'), maxTokens: encoder.count('maxTokens', 2) };
}

function readChat(chat: Fields): ChatSpec {
  return {
    template: chat.oneOf('template', ['chatml']),
    imageTokens: chat.count('imageTokens', 1),
    system: chat.has('system') ? chat.text('system') : '',
    stop: chat.strings('stop'),
    caption: chat.has('caption') ? chat.string('caption') : CAPTION,
  };
}
