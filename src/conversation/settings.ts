/** A caller's sampling settings with what they leave out, checked. */
import { VlmError } from '../protocol/error.ts';
import type { Sampling } from '../protocol/chat.ts';
import type { SamplingSettings } from '../runtime/decoder/decoder.ts';

const DEFAULTS: SamplingSettings = {
  temperature: 0,
  topK: 0,
  topP: 1,
  minP: 0,
  repetitionPenalty: 1,
  seed: 0,
};

/** Least and most of each setting. */
const RANGES: Record<keyof SamplingSettings, readonly [number, number]> = {
  temperature: [0, 100],
  topK: [0, Infinity],
  topP: [Number.MIN_VALUE, 1],
  minP: [0, 1],
  repetitionPenalty: [Number.MIN_VALUE, 100],
  seed: [-Infinity, Infinity],
};

/** Later ones win. @throws VlmError `setting-invalid` naming the one that is out of range. */
export function samplingSettings(...given: readonly (Sampling | undefined)[]): SamplingSettings {
  const settings = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS) as (keyof SamplingSettings)[]) {
    for (const sampling of given) settings[name] = sampling?.[name] ?? settings[name];
    const [least, most] = RANGES[name];
    if (!(settings[name] >= least && settings[name] <= most)) {
      throw new VlmError(
        'setting-invalid',
        `sampling.${name} is ${settings[name]}; it must be from ${least} to ${most}.`,
      );
    }
  }
  return settings;
}
