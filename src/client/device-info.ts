/** The device that a model would run on, before any is loaded. */
import type { DeviceInfo } from '../protocol/values.ts';
import { callOnce } from './brief-worker.ts';

/** What `createVlm` with device `auto` would choose, and why. */
export function deviceInfo(): Promise<DeviceInfo> {
  return callOnce('deviceInfo', undefined);
}
