/** Where a model can run on this device and in this page. */
import { msg, str } from '@lit/localize';
import { deviceInfo, type DeviceInfo } from '../../index.ts';

export interface Backend {
  device: 'wasm' | 'webgpu';
  /** Of WebAssembly. */
  threads: number;
}

export interface BackendChoice {
  backends: Backend[];
  isolated: boolean;
}

/** WebAssembly on one thread, on several where the page may have them, and WebGPU where there is an adapter. */
export async function findBackends(): Promise<BackendChoice> {
  const [wasm, webgpu] = await Promise.all([
    deviceInfo('wasm'),
    deviceInfo('webgpu').catch((): DeviceInfo | undefined => undefined),
  ]);
  const backends: Backend[] = [{ device: 'wasm', threads: 1 }];
  if (wasm.threads > 1) backends.push({ device: 'wasm', threads: wasm.threads });
  if (webgpu) backends.push({ device: 'webgpu', threads: webgpu.threads });
  return { backends, isolated: wasm.crossOriginIsolated };
}

/** "WASM, 2 threads" or "WebGPU". */
export function backendName({ device, threads }: Backend): string {
  if (device === 'webgpu') return 'WebGPU';
  return threads === 1 ? msg('WASM, 1 thread') : msg(str`WASM, ${threads} threads`);
}
