/**
 * The random voices of the fixtures, and what transformers says of them (training: ocelli.export.voice_golden and
 * ocelli.export.opt_voice, with --tiny).
 */
import { readFileSync } from 'node:fs';
import type { Voice } from '../../../src/runtime/decoder/voice/engine.ts';
import type { VoiceShape, StoredTensor } from '../../../src/runtime/decoder/voice/shape.ts';

export interface VoiceGolden {
  prompts: number[][];
  /** Greedy tokens after each prompt. */
  continuations: number[][];
  text: number[];
  /** Of the text, nats a token. */
  meanNll: number;
}

/** `tiny-voice` is a Llama, `tiny-opt` an OPT. */
type Name = 'tiny-voice' | 'tiny-opt';

const file = (name: Name, part: string): Buffer =>
  readFileSync(new URL(`../../fixtures/golden/${name}/${part}`, import.meta.url));
const json = (name: Name, part: string): unknown => JSON.parse(file(name, part).toString());

export function goldenOf(name: Name): VoiceGolden {
  return json(name, 'golden.json') as VoiceGolden;
}

export function tinyVoice(name: Name = 'tiny-voice'): Voice {
  const { shape, tensors } = json(name, 'voice.json') as { shape: VoiceShape; tensors: StoredTensor[] };
  const weights = new Uint8Array(file(name, 'voice.bin'));
  return { shape, tensors, weights, bytes: weights.length };
}
