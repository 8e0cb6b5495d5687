/** Errors as the page shows them. The engine's messages already say what to do. */
import { VlmError, type VlmErrorCode } from '../../index.ts';

const passing: ReadonlySet<VlmErrorCode> = new Set([
  'network',
  'device-lost',
  'out-of-memory',
  'worker-crashed',
  'internal',
]);

/** The words for a person. */
export function messageOf(error: unknown): string {
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
