/**
 * The next token from its logits on the CPU: repetition penalty, temperature, top-k, top-p, min-p, in the
 * order of Hugging Face transformers, then a choice.
 */
import type { Sampler, SamplingSettings } from '../../../runtime/decoder/decoder.ts';
import { draw, greedy } from './choice.ts';
import { applyTemperature, keepMinP, keepTopK, keepTopP, penaliseRepetition } from './processors.ts';
import { randomNumbers } from './random.ts';

/** Scores after every processor that the settings turn on; the logits stay as they are. */
export function processScores(
  logits: Float32Array,
  history: readonly number[],
  { temperature, topK, topP, minP, repetitionPenalty }: SamplingSettings,
): Float32Array {
  const scores = logits.slice();
  if (repetitionPenalty !== 1) penaliseRepetition(scores, history, repetitionPenalty);
  if (temperature === 0) return scores;
  if (temperature !== 1) applyTemperature(scores, temperature);
  if (topK > 0) keepTopK(scores, topK);
  if (topP < 1) keepTopP(scores, topP);
  if (minP > 0) keepMinP(scores, minP);
  return scores;
}

/** Chooses by {@link processScores}; the same seed and logits give the same tokens. */
export class LogitsSampler implements Sampler {
  readonly settings: SamplingSettings;
  readonly #random: () => number;
  #room = new Float64Array();

  constructor(settings: SamplingSettings) {
    this.settings = settings;
    this.#random = randomNumbers(settings.seed);
  }

  next(logits: Float32Array, history: readonly number[]): number {
    const scores = processScores(logits, history, this.settings);
    if (this.settings.temperature === 0) return greedy(scores);
    if (this.#room.length < scores.length) this.#room = new Float64Array(scores.length);
    return draw(scores, this.#random(), this.#room);
  }
}
