/** Where the model will run: the choice between WebGPU and WebAssembly, with the reason when it fell back. */
import { VlmError } from '../protocol/error.ts';
import type { DeviceChoice, DeviceInfo } from '../protocol/values.ts';
import { findAdapter } from './adapter.ts';

/**
 * Chooses the device. `auto` wants a real GPU; an explicit `webgpu` takes any adapter.
 * Rejects with `device-unavailable` when `webgpu` was asked for and there is no adapter.
 */
export async function chooseDevice(choice: DeviceChoice, threads?: number): Promise<DeviceInfo> {
  const host = { threads: chooseThreads(threads), crossOriginIsolated: self.crossOriginIsolated };
  if (choice === 'wasm') return { device: 'wasm', ...host };
  const adapter = await findAdapter();
  if (adapter && (choice === 'webgpu' || !adapter.software)) {
    return { device: 'webgpu', ...host, adapter: adapter.info };
  }
  if (choice === 'webgpu') {
    throw new VlmError(
      'device-unavailable',
      'This browser gives no WebGPU adapter. Use a current browser with graphics acceleration on, or device "wasm".',
    );
  }
  return { device: 'wasm', ...host, fallbackReason: reason(adapter !== undefined) };
}

/** More than one thread needs a cross-origin isolated page. */
function chooseThreads(asked?: number): number {
  if (!self.crossOriginIsolated) return 1;
  const cores = navigator.hardwareConcurrency || 1;
  return Math.max(1, asked ?? (cores <= 2 ? cores : Math.min(4, Math.ceil(cores / 2))));
}

function reason(software: boolean): string {
  if (software) return 'The only WebGPU adapter is emulated on the CPU, which is slower than WebAssembly.';
  if (!('gpu' in navigator))
    return 'This browser has no WebGPU here (a secure page and a current browser have).';
  return 'WebGPU found no adapter: graphics acceleration may be off or the GPU not supported.';
}
