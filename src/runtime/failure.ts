/** Tells what lay behind an exception of ONNX Runtime. After any of them the worker has to be replaced. */
import { VlmError } from '../protocol/error.ts';

const MEMORY =
  /out of memory|bad_alloc|allocation failed|memory access out of bounds|failed to allocate|grow memory/i;
const LOST = /device.{0,12}lost|lost device|instance reference no longer exists/i;

/** @param doing What was being done, for the message: "running the decoder". */
export function engineFailure(doing: string, thrown: unknown): VlmError {
  if (thrown instanceof VlmError) return thrown;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  if (MEMORY.test(text)) return outOfMemory(doing, thrown);
  if (LOST.test(text)) return deviceLost(text);
  return new VlmError('internal', `${doing} failed: ${text}. The engine restarts at the next call.`, thrown);
}

/** The GPU went away: driver reset, sleep, or too much asked of it. */
export function deviceLost(why: string): VlmError {
  return new VlmError(
    'device-lost',
    `The GPU was lost (${why}). The engine starts again at the next call; choose device "wasm" if it happens again.`,
  );
}

function outOfMemory(doing: string, cause: unknown): VlmError {
  return new VlmError(
    'out-of-memory',
    `Memory ran out while ${doing.charAt(0).toLowerCase()}${doing.slice(1)}. Close other tabs or choose a smaller pack, then try again.`,
    cause,
  );
}
