/** What WebGPU adapter there is, described in plain values. */
import type { AdapterInfo } from '../protocol/values.ts';

/** An adapter's description; `software` means a CPU plays the GPU. */
export interface FoundAdapter {
  info: AdapterInfo;
  software: boolean;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|warp/i;

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** The adapter WebGPU would give, or undefined where there is none. */
export async function findAdapter(): Promise<FoundAdapter | undefined> {
  const adapter = await navigator.gpu
    ?.requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null);
  if (!adapter) return undefined;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device, description].join(' ');
  return {
    info: {
      vendor,
      architecture,
      description,
      f16: adapter.features.has('shader-f16'),
      limits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
    },
    software: isFallbackAdapter || SOFTWARE.test(words),
  };
}
