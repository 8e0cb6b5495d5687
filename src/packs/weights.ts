/** Which of a pack's files are weights: those that its components name, and its language model's. */
import type { Pack, VoicePack } from './pack.ts';

/** Bytes of all weight files, each once. */
export function weightBytes(pack: Pack | VoicePack): number {
  const names = new Set(Object.values(pack.components).flatMap(({ externalData }) => externalData));
  if ('voice' in pack) names.add(pack.voice.file);
  return pack.files.filter(({ path }) => names.has(path)).reduce((sum, { bytes }) => sum + bytes, 0);
}
