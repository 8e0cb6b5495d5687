/** Where the model runs, in words. */
import { msg, str } from '@lit/localize';
import type { DeviceInfo } from '../../index.ts';

/** For example "WebGPU: nvidia lovelace" or "WASM, 2 threads". */
export function deviceName({ device, adapter, threads }: DeviceInfo): string {
  if (device === 'webgpu') {
    const name = adapter?.description || [adapter?.vendor, adapter?.architecture].filter(Boolean).join(' ');
    return `WebGPU: ${name || msg('adapter without a name')}`;
  }
  return threads === 1 ? msg('WASM, 1 thread') : msg(str`WASM, ${threads} threads`);
}

/** The device and why it is that one: "WASM, 2 threads: no WebGPU adapter was found". */
export function deviceLine(info: DeviceInfo): string {
  return info.fallbackReason ? `${deviceName(info)}: ${info.fallbackReason}` : deviceName(info);
}
