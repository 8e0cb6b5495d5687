/** How one caption is searched for: as the caller says, else as the pack does. */
import type { GenerationSpec } from '../packs/pack.ts';
import type { BeamSettings } from '../pipeline/text/beam-search.ts';
import type { CaptionParams } from '../protocol/methods.ts';

/** Tells which tokens begin a word, where a pack names those alone among the repeatable ones. */
export interface WordOpenings {
  opensWord(id: number): boolean;
}

/** @param tokenizer Of a voice: the pieces within its words may always come again. */
export function beamSettings(
  generation: GenerationSpec,
  { beams, maxTokens, minTokens }: CaptionParams,
  endToken: number,
  tokenizer?: WordOpenings,
): BeamSettings {
  return {
    ...(generation.repeatable && { repeatable: repeatable(generation.repeatable, tokenizer) }),
    beams: atLeast(1, beams ?? generation.beams),
    maxTokens: atLeast(1, maxTokens ?? generation.maxTokens),
    minTokens: atLeast(0, minTokens ?? generation.minTokens),
    lengthPenalty: generation.lengthPenalty,
    noRepeatNgram: generation.noRepeatNgram,
    endToken,
  };
}

function repeatable(named: readonly number[], tokenizer?: WordOpenings): Pick<ReadonlySet<number>, 'has'> {
  if (!tokenizer) return new Set(named);
  // A token is asked about at every step; telling it apart by its text takes 4 µs.
  const known = new Map(named.map((id) => [id, true]));
  return {
    has(id) {
      const may = known.get(id) ?? !tokenizer.opensWord(id);
      known.set(id, may);
      return may;
    },
  };
}

export function atLeast(least: number, value: number): number {
  return Math.max(least, Math.floor(value));
}
