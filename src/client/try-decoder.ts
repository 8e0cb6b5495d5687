/** A language decoder by itself, for the benchmark and the tests: in a worker that lives as long as the trial. */
import type { DecoderTrialParams, DecoderTrialResult } from '../protocol/decoder-trial.ts';
import { callOnce } from './brief-worker.ts';

/** Addresses may be relative to the page. Rejects with `network`, `pack-invalid`, `out-of-memory` or `aborted`. */
export function tryDecoder(params: DecoderTrialParams, signal?: AbortSignal): Promise<DecoderTrialResult> {
  const absolute = (address: string): string => new URL(address, document.baseURI).href;
  const { weights, description, onnx } = params;
  const graphs = onnx && {
    ...onnx,
    decoder: absolute(onnx.decoder),
    ...(onnx.embedTokens !== undefined && { embedTokens: absolute(onnx.embedTokens) }),
  };
  const addresses = { weights: absolute(weights), description: absolute(description) };
  return callOnce('tryDecoder', { ...params, ...addresses, ...(graphs && { onnx: graphs }) }, { signal });
}
