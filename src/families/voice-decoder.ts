/** The decoder of a pack with a voice, on the device that runs. */
import { invalid } from '../packs/fields.ts';
import type { PackFiles } from '../packs/files.ts';
import type { VoicePack, VoiceSpec } from '../packs/pack.ts';
import type { LanguageDecoder } from '../runtime/decoder/decoder.ts';
import type { StoredTensor } from '../runtime/decoder/voice/shape.ts';
import {
  loadWasmDecoder,
  type WasmDecoder,
  type WasmDecoderOptions,
} from '../runtime/decoder/wasm-decoder.ts';
import { loadWebGpuDecoder } from '../runtime/decoder/webgpu/webgpu-decoder.ts';
import type { LoadContext } from './family.ts';

/** Rejects with `pack-invalid`, `out-of-memory`, `device-lost` or what fetching its files rejects with. */
export async function loadDecoder({ voice }: VoicePack, context: LoadContext): Promise<LanguageDecoder> {
  const { runtime, exact, onProgress } = context;
  const { graph } = voice;
  onProgress({ stage: 'session', file: voice.file, loaded: 0, total: 1 });
  const decoder =
    runtime.device.device === 'webgpu' && graph !== undefined
      ? await onWebGpu(voice, graph, context)
      : await loadVoiceOnWasm(voice, context.files, {
          threads: runtime.device.threads,
          exact,
          inTurn: (start) => runtime.inTurn(start),
        });
  onProgress({ stage: 'session', file: voice.file, loaded: 1, total: 1 });
  return decoder;
}

async function onWebGpu(
  { file, shape }: VoiceSpec,
  graphFile: string,
  { files, runtime }: LoadContext,
): Promise<LanguageDecoder> {
  const [graph, data] = await Promise.all([files.get(graphFile), files.get(file)]);
  return loadWebGpuDecoder(runtime, { shape, graph, weights: { path: file, data } });
}

/** On the project's own kernels: the weights go part by part into the memory that the kernels read. */
export async function loadVoiceOnWasm(
  { file, tensors, shape }: VoiceSpec,
  files: PackFiles,
  options: Partial<WasmDecoderOptions>,
): Promise<WasmDecoder> {
  const description = await files.get(tensors);
  const weights = (room: Uint8Array): Promise<void> => files.fill(file, room);
  return loadWasmDecoder(
    { shape, tensors: readTensors(description, tensors), weights, bytes: files.bytes(file) },
    options,
  );
}

function readTensors(bytes: Uint8Array, file: string): StoredTensor[] {
  try {
    const { tensors } = JSON.parse(new TextDecoder().decode(bytes)) as { tensors?: StoredTensor[] };
    if (Array.isArray(tensors)) return tensors;
  } catch {
    // Told below, with what was found.
  }
  throw invalid(`voice.tensors (${file})`, 'JSON with a list of tensors', undefined);
}
