import { describe, expect, it } from 'vitest';
import { deviceLine } from '../../../src/app/shell/device-line.ts';

const wasm = { device: 'wasm', crossOriginIsolated: true } as const;
const adapter = { vendor: 'nvidia', architecture: 'lovelace', description: '', f16: true, limits: {} };

describe('deviceLine', () => {
  it('says why WASM is used', () => {
    expect(deviceLine({ ...wasm, threads: 2, fallbackReason: 'no WebGPU adapter' })).toBe(
      'WASM, 2 threads: no WebGPU adapter',
    );
  });

  it('counts one thread, and gives no reason where WASM was asked for', () => {
    expect(deviceLine({ ...wasm, threads: 1 })).toBe('WASM, 1 thread');
  });

  it('names the WebGPU adapter by what is known of it', () => {
    const webgpu = { device: 'webgpu', threads: 1, crossOriginIsolated: true } as const;
    expect(deviceLine({ ...webgpu, adapter })).toBe('WebGPU: nvidia lovelace');
    expect(deviceLine({ ...webgpu, adapter: { ...adapter, description: 'RTX' } })).toBe('WebGPU: RTX');
    expect(deviceLine({ ...webgpu, adapter: { ...adapter, vendor: '', architecture: '' } })).toBe(
      'WebGPU: adapter without a name',
    );
  });
});
