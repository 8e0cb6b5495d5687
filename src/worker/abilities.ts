/** What a loaded pack can do: its model's parts, or an error that says what it can do instead. */
import type { Model } from '../families/family.ts';
import { VlmError } from '../protocol/error.ts';
import type { PackInfo } from '../protocol/values.ts';

/** A part of a model that its family may lack, and what it is for, in words. */
const PURPOSES = {
  caption: 'caption pictures',
  embedImage: 'embed pictures',
  embedText: 'embed texts',
  match: 'match pictures and texts',
  forget: 'forget pictures',
  occlude: 'explain a match',
  voice: 'answer questions',
  inspect: 'show its stages',
} as const satisfies { [K in keyof Model]?: string };

export type Part = keyof typeof PURPOSES;

/** A model for certain with some of its parts. */
export type With<P extends Part> = Model & { [K in P]-?: NonNullable<Model[K]> };

/** @throws VlmError `ability-missing` when the pack's model lacks one of the parts. */
export function demand<P extends Part>(model: Model, parts: readonly P[], { title, can }: PackInfo): With<P> {
  const missing = parts.find((part) => model[part] === undefined);
  if (missing === undefined) return model as With<P>;
  throw new VlmError(
    'ability-missing',
    `${title} can't ${PURPOSES[missing]}; it can ${can.join(', ')}. Choose a pack that can.`,
  );
}
