/** Fetches a voice and makes the decoder that was asked for. */
import { loadVoiceOnWasm } from '../../../families/voice-decoder.ts';
import { PackFiles } from '../../../packs/files.ts';
import { openPack } from '../../../packs/folder.ts';
import { asVoicePack } from '../../../packs/voice-manifest.ts';
import type { LanguageDecoder } from '../../../runtime/decoder/decoder.ts';
import type { VoiceShape, StoredTensor } from '../../../runtime/decoder/voice/shape.ts';
import { loadWasmDecoder } from '../../../runtime/decoder/wasm-decoder.ts';
import { loadWebGpuDecoder } from '../../../runtime/decoder/webgpu/webgpu-decoder.ts';
import { chooseDevice } from '../../../runtime/device.ts';
import { Runtime } from '../../../runtime/runtime.ts';
import type { Loaded, LoadRequest } from './methods.ts';

/** `voice.json`. */
interface Description {
  shape: VoiceShape;
  tensors: StoredTensor[];
}

const WEIGHTS = 'voice.bin';

/** Rejects with the decoder's own error, or where a file is missing. */
export async function loadDecoder(
  request: LoadRequest,
): Promise<{ decoder: LanguageDecoder } & Omit<Loaded, 'ms'>> {
  if (request.asPack) return loadOfPack(request);
  const description = (await (await file(request.voice, 'voice.json')).json()) as Description;
  return request.engine === 'wasm' ? loadWasm(request, description) : loadWebGpu(request, description);
}

async function loadWasm(
  { voice: folder, threads = 1, contextWindow, exact = false }: LoadRequest,
  voice: Description,
) {
  const weights = await bytes(folder, WEIGHTS);
  const decoder = await loadWasmDecoder(
    { ...voice, weights, bytes: weights.length },
    { threads, exact, ...(contextWindow && { contextWindow }) },
  );
  return { decoder, bytes: decoder.engine.heap.memory.buffer.byteLength };
}

async function loadOfPack({ voice: folder, threads = 1, exact = false }: LoadRequest) {
  const address = new URL(folder, location.origin).href;
  const at = address.lastIndexOf('/') + 1;
  const pack = asVoicePack(await openPack(address.slice(0, at), address.slice(at)));
  const decoder = await loadVoiceOnWasm(pack.voice, new PackFiles(pack, () => {}), { threads, exact });
  return { decoder, bytes: decoder.engine.heap.memory.buffer.byteLength };
}

async function loadWebGpu(request: LoadRequest, { shape }: Description) {
  const device = await chooseDevice('webgpu');
  const runtime = await Runtime.create(device, (error) => {
    throw error;
  });
  const graph = await bytes(request.voice, request.graph ?? 'voice.onnx');
  const data = await bytes(request.voice, WEIGHTS);
  const { capture, contextWindow } = request;
  const decoder = await loadWebGpuDecoder(
    runtime,
    { shape, graph, weights: { path: WEIGHTS, data } },
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
