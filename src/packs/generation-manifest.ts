/** How a pack writes captions, from its `pack.json`. */
import type { Fields } from './fields.ts';
import type { GenerationSpec } from './pack.ts';

/** @throws VlmError `pack-invalid` naming the field. */
export function readGeneration(generation: Fields): GenerationSpec {
  return {
    beams: generation.count('beams', 1),
    maxTokens: generation.count('maxTokens', 1),
    minTokens: generation.count('minTokens'),
    lengthPenalty: generation.number('lengthPenalty'),
    noRepeatNgram: generation.count('noRepeatNgram'),
    ...(generation.has('repeatable') && { repeatable: generation.numbers('repeatable') }),
    ...(generation.has('itcWeight') && { itcWeight: generation.number('itcWeight') }),
  };
}
