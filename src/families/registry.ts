/** The families there are, by the id that packs name. */
import { VlmError } from '../protocol/error.ts';
import { blip } from './blip.ts';
import { blip2 } from './blip2.ts';
import type { Family } from './family.ts';
import { llava } from './llava.ts';

const families: Record<string, Family> = {
  blip,
  blip2,
  llava,
};

/** @throws VlmError `pack-invalid` for a family this version doesn't know. */
export function familyOf(id: string): Family {
  const family = Object.hasOwn(families, id) ? families[id] : undefined;
  if (family) return family;
  throw new VlmError(
    'pack-invalid',
    `pack.json: family "${id}" is not known; this version knows ${Object.keys(families).join(', ')}.`,
  );
}
