/** Fetches a voice and makes the decoder that was asked for. */
import type { LanguageDecoder } from '../../../runtime/decoder/decoder.ts';
import type { LlamaShape, StoredTensor } from '../../../runtime/decoder/llama/shape.ts';
import { loadWasmDecoder } from '../../../runtime/decoder/wasm-decoder.ts';
import { loadWebGpuDecoder } from '../../../runtime/decoder/webgpu/webgpu-decoder.ts';
import { chooseDevice } from '../../../runtime/device.ts';
import { Runtime } from '../../../runtime/runtime.ts';
import type { Loaded, LoadRequest } from './methods.ts';

interface VoiceFields {
  file: string;
  shape: LlamaShape;
  tensors: string;
}

/** Rejects with the decoder's own error, or where a file is missing. */
export async function loadDecoder(
  request: LoadRequest,
): Promise<{ decoder: LanguageDecoder } & Omit<Loaded, 'ms'>> {
  const { voice } = (await (await file(request.voice, 'pack.json')).json()) as { voice: VoiceFields };
  return request.engine === 'wasm' ? loadWasm(request, voice) : loadWebGpu(request, voice);
}

async function loadWasm({ voice: folder, threads = 1, contextWindow }: LoadRequest, voice: VoiceFields) {
  const { tensors } = (await (await file(folder, voice.tensors)).json()) as { tensors: StoredTensor[] };
  const weights = await bytes(folder, voice.file);
  const decoder = await loadWasmDecoder(
    { shape: voice.shape, tensors, weights, bytes: weights.length },
    { threads, ...(contextWindow && { contextWindow }) },
  );
  return { decoder, bytes: decoder.engine.heap.memory.buffer.byteLength };
}

async function loadWebGpu(request: LoadRequest, { shape, file: weightFile }: VoiceFields) {
  const device = await chooseDevice('webgpu');
  const runtime = await Runtime.create(device, (error) => {
    throw error;
  });
  const graph = await bytes(request.voice, request.graph ?? 'voice.onnx');
  const data = await bytes(request.voice, weightFile);
  const { capture, contextWindow } = request;
  const decoder = await loadWebGpuDecoder(
    runtime,
    { shape, graph, weights: { path: weightFile, data } },
    { ...(capture !== undefined && { capture }), ...(contextWindow && { contextWindow }) },
  );
  const refusal = decoder.refusal;
  return {
    decoder,
    bytes: data.length + decoder.kvBytes,
    adapter: device.adapter?.description ?? '',
    ...(refusal !== undefined && { refusal }),
  };
}

async function file(folder: string, name: string): Promise<Response> {
  const response = await fetch(`${folder}/${name}`);
  if (!response.ok) throw new Error(`${folder}/${name} could not be read (HTTP ${response.status}).`);
  return response;
}

async function bytes(folder: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await file(folder, name)).arrayBuffer());
}
