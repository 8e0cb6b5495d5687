/** The decoders that a trial can be of: on the project's own kernels, or an ONNX file as it is. */
import type { DecoderTrialParams, DecoderTrialResult } from '../protocol/decoder-trial.ts';
import { VlmError } from '../protocol/error.ts';
import type { LanguageDecoder } from '../runtime/decoder/decoder.ts';
import type { VoiceShape, StoredTensor } from '../runtime/decoder/voice/shape.ts';
import { loadOnnxDecoder } from '../runtime/decoder/onnx/onnx-decoder.ts';
import { loadWasmDecoder } from '../runtime/decoder/wasm-decoder.ts';
import { chooseDevice } from '../runtime/device.ts';
import { Runtime } from '../runtime/runtime.ts';

/** A decoder on trial, and what is to be told of it when all is done. */
export interface Candidate {
  decoder: LanguageDecoder;
  facts(): Pick<DecoderTrialResult, 'build' | 'threads' | 'fileBytes' | 'memoryBytes' | 'adapter' | 'folded'>;
}

/** `voice.json`. */
interface Description {
  shape: VoiceShape;
  tensors: StoredTensor[];
}

/** Rejects with `network`, `pack-invalid`, `out-of-memory`, `device-unavailable` or `aborted`. */
export async function loadCandidate(params: DecoderTrialParams, signal: AbortSignal): Promise<Candidate> {
  const voice = (await (await get(params.description, signal)).json()) as Description;
  return params.onnx ? loadOnnx(params, params.onnx, voice, signal) : loadKernels(params, voice, signal);
}

async function loadKernels(
  { threads, contextWindow, builds, exact = false, weights: address }: DecoderTrialParams,
  voice: Description,
  signal: AbortSignal,
): Promise<Candidate> {
  const response = await get(address, signal);
  const bytes = Math.max(...voice.tensors.map((tensor) => tensor.offset + tensor.bytes));
  const weights = response.body as ReadableStream<Uint8Array<ArrayBuffer>>;
  const decoder = await loadWasmDecoder(
    { ...voice, weights, bytes },
    { threads, exact, ...(contextWindow && { contextWindow }), ...(builds && { builds }) },
  );
  const { engine } = decoder;
  const facts = () => ({ memoryBytes: engine.heap.memory.buffer.byteLength, fileBytes: bytes });
  return { decoder, facts: () => ({ build: engine.build, threads: engine.threads, ...facts() }) };
}

async function loadOnnx(
  { threads, contextWindow, weights: address }: DecoderTrialParams,
  { device: wanted, decoder: graph, embedTokens, fold }: NonNullable<DecoderTrialParams['onnx']>,
  { shape }: Description,
  signal: AbortSignal,
): Promise<Candidate> {
  const device = await chooseDevice(wanted, threads);
  const runtime = await Runtime.create(device, () => undefined); // A run on a lost GPU rejects by itself.
  const data = await bytesOf(address, signal);
  const path = address.slice(address.lastIndexOf('/') + 1);
  const decoder = await loadOnnxDecoder(
    runtime,
    {
      shape,
      decoder: await bytesOf(graph, signal),
      ...(embedTokens !== undefined && { embedTokens: await bytesOf(embedTokens, signal) }),
      weights: [{ path, data }],
    },
    { ...(contextWindow && { contextWindow }), ...(fold !== undefined && { fold }) },
  );
  const { folded } = decoder;
  const adapter = device.adapter?.description;
  return {
    decoder,
    facts: () => ({
      build: 'onnx',
      threads: device.threads,
      fileBytes: data.length,
      folded,
      ...(adapter !== undefined && { adapter }),
    }),
  };
}

async function bytesOf(url: string, signal: AbortSignal): Promise<Uint8Array> {
  return new Uint8Array(await (await get(url, signal)).arrayBuffer());
}

async function get(url: string, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal }).catch((cause: unknown) => {
    throw new VlmError('network', `${url} could not be fetched. Check the address and the network.`, cause);
  });
  if (response.ok) return response;
  throw new VlmError('network', `${url} could not be fetched (HTTP ${response.status}). Check the address.`);
}
