/** A language decoder by itself, for the benchmark and the tests: in a worker that lives as long as the trial. */
import type { DecoderTrialParams, DecoderTrialResult } from '../protocol/decoder-trial.ts';
import { VlmError } from '../protocol/error.ts';
import { Connection } from './connection.ts';

/** Addresses may be relative to the page. Rejects with `network`, `pack-invalid`, `out-of-memory` or `aborted`. */
export async function tryDecoder(
  params: DecoderTrialParams,
  signal?: AbortSignal,
): Promise<DecoderTrialResult> {
  const connection = new Connection();
  const absolute = (address: string): string => new URL(address, document.baseURI).href;
  try {
    return await connection.call(
      'tryDecoder',
      { ...params, weights: absolute(params.weights), description: absolute(params.description) },
      { signal },
    );
  } finally {
    connection.end(new VlmError('worker-crashed', "The decoder's trial is done; its worker is over."));
  }
}
