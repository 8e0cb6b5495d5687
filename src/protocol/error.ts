/**
 * The one error of the engine, and its form on the wire. `code` is for programs, `message` says what
 * happened and what to do about it, `cause` keeps what lay underneath as text.
 */

/** What can go wrong, as a closed set that callers may switch over. */
export type VlmErrorCode =
  | 'image-empty'
  | 'image-not-recognised'
  | 'image-corrupt'
  | 'image-too-large'
  | 'image-unsupported'
  | 'text-empty'
  | 'ability-missing'
  | 'context-full'
  | 'chat-closed'
  | 'setting-invalid'
  | 'pack-not-found'
  | 'pack-invalid'
  | 'pack-integrity'
  | 'network'
  | 'storage-full'
  | 'device-unavailable'
  | 'device-lost'
  | 'out-of-memory'
  | 'aborted'
  | 'worker-crashed'
  | 'internal';

/** Every rejection of the public API is one of these. */
export class VlmError extends Error {
  readonly code: VlmErrorCode;

  constructor(code: VlmErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'VlmError';
    this.code = code;
  }
}

/** A {@link VlmError} as it is posted between threads. `fatal` asks for a new worker. */
export interface WireError {
  code: VlmErrorCode;
  message: string;
  cause?: string;
  fatal: boolean;
}

/** True when the worker's engine can't be trusted any more; `internal` with a cause was not foreseen. */
function isFatal({ code, cause }: VlmError): boolean {
  return code === 'device-lost' || code === 'out-of-memory' || (code === 'internal' && cause !== undefined);
}

/** Turns anything thrown into its wire form; what is not a VlmError becomes `internal`. */
export function toWire(thrown: unknown): WireError {
  const error =
    thrown instanceof VlmError
      ? thrown
      : new VlmError(
          'internal',
          `The engine failed: ${textOf(thrown)}. It restarts at the next call; try again.`,
          thrown,
        );
  const wire: WireError = { code: error.code, message: error.message, fatal: isFatal(error) };
  if (error.cause !== undefined) wire.cause = textOf(error.cause);
  return wire;
}

/** Rebuilds the error on the other side of the wire. */
export function fromWire(wire: WireError): VlmError {
  return new VlmError(wire.code, wire.message, wire.cause);
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
}
