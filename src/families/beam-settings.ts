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
  const often = new Set(named);
  if (!tokenizer) return often;
  const once = new Set<number>();
  return {
    has(id) {
      if (often.has(id)) return true;
      if (once.has(id)) return false;
      // Each token is asked about at every step, and told apart by its text: that takes 4 µs.
      const opens = tokenizer.opensWord(id);
      (opens ? once : often).add(id);
      return !opens;
    },
  };
}

export function atLeast(least: number, value: number): number {
  return Math.max(least, Math.floor(value));
}
