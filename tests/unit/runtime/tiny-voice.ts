/** The random voice of the fixtures, and what transformers says of it (training: ocelli.export.voice_golden --tiny). */
import { readFileSync } from 'node:fs';
import type { Voice } from '../../../src/runtime/decoder/voice/engine.ts';
import type { VoiceShape, StoredTensor } from '../../../src/runtime/decoder/voice/shape.ts';

const folder = new URL('../../fixtures/golden/tiny-voice/', import.meta.url);
const json = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'));

export interface VoiceGolden {
  prompts: number[][];
  /** Greedy tokens after each prompt. */
  continuations: number[][];
  text: number[];
  /** Of the text, nats a token: as it is, and with activations quantised as the kernels do. */
  meanNll: number;
  meanNllQuantised: number;
}

export const golden = json('golden.json') as VoiceGolden;

export function tinyVoice(): Voice {
  const { shape, tensors } = json('voice.json') as { shape: VoiceShape; tensors: StoredTensor[] };
  const weights = new Uint8Array(readFileSync(new URL('voice.bin', folder)));
  return { shape, tensors, weights, bytes: weights.length };
}
