/** The device in one line, for the header. */
import type { DeviceInfo } from '../../index.ts';

/** For example "WebGPU: nvidia lovelace" or "WASM, 2 threads: no WebGPU adapter was found". */
export function deviceLine({ device, adapter, threads, fallbackReason }: DeviceInfo): string {
  if (device === 'webgpu') {
    const name = adapter?.description || [adapter?.vendor, adapter?.architecture].filter(Boolean).join(' ');
    return `WebGPU: ${name || 'adapter without a name'}`;
  }
  const line = `WASM, ${threads} thread${threads === 1 ? '' : 's'}`;
  return fallbackReason ? `${line}: ${fallbackReason}` : line;
}
