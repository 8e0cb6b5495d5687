/** How one caption is searched for: as the caller says, else as the pack does. */
import type { GenerationSpec } from '../packs/pack.ts';
import type { BeamSettings } from '../pipeline/text/beam-search.ts';
import type { CaptionParams } from '../protocol/methods.ts';

export function beamSettings(
  generation: GenerationSpec,
  { beams, maxTokens, minTokens }: CaptionParams,
  endToken: number,
): BeamSettings {
  return {
    ...(generation.repeatable && { repeatable: new Set(generation.repeatable) }),
    beams: atLeast(1, beams ?? generation.beams),
    maxTokens: atLeast(1, maxTokens ?? generation.maxTokens),
    minTokens: atLeast(0, minTokens ?? generation.minTokens),
    lengthPenalty: generation.lengthPenalty,
    noRepeatNgram: generation.noRepeatNgram,
    endToken,
  };
}

export function atLeast(least: number, value: number): number {
  return Math.max(least, Math.floor(value));
}
