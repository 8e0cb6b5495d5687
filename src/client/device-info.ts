/** The device that a model would run on, before any is loaded. */
import type { DeviceChoice, DeviceInfo } from '../protocol/values.ts';
import { callOnce } from './brief-worker.ts';

/** What `createVlm` would choose, and why. Rejects with `device-unavailable` for `webgpu` without an adapter. */
export function deviceInfo(device: DeviceChoice = 'auto'): Promise<DeviceInfo> {
  return callOnce('deviceInfo', { device });
}
