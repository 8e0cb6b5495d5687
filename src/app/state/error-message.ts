/** Errors as the page shows them. The engine's messages already say what to do, in English. */
import { VlmError, type VlmErrorCode } from '../../index.ts';
import { getLocale } from '../locales/localization.ts';
import { errorWords } from './error-words.ts';

const passing: ReadonlySet<VlmErrorCode> = new Set([
  'network',
  'device-lost',
  'out-of-memory',
  'worker-crashed',
  'internal',
]);

/** Codes whose messages name what a person has to find: files, packs, addresses, causes. */
const particular: ReadonlySet<VlmErrorCode> = new Set([
  'ability-missing',
  'setting-invalid',
  'pack-not-found',
  'pack-invalid',
  'pack-integrity',
  'network',
  'storage-full',
  'internal',
  'worker-crashed',
]);

/** The words for a person, in the page's language; the engine's own follow in brackets where they tell more. */
export function messageOf(error: unknown): string {
  if (error instanceof VlmError && getLocale() !== 'en') {
    const words = errorWords(error.code);
    return particular.has(error.code) ? `${words} (${error.message})` : words;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Whether the same call may succeed when tried again: the engine failed, not the picture. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof VlmError) || passing.has(error.code);
}

/** Whether the call ended because it was told to. */
export function wasAborted(error: unknown): boolean {
  return error instanceof VlmError && error.code === 'aborted';
}
