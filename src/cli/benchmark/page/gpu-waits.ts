/**
 * How long a worker waits for its GPU and how much it encodes for it, whoever uses it: mapAsync is where every engine
 * waits for results. The rest of the time between two tokens is the host's.
 */

export interface GpuCounts {
  waitMs: number;
  bindGroups: number;
}

/** Counts from now on. */
export function watchGpu(): GpuCounts {
  const counts: GpuCounts = { waitMs: 0, bindGroups: 0 };
  if (!('gpu' in navigator)) return counts;
  let waiting = 0;
  let since = 0;
  const map = GPUBuffer.prototype.mapAsync;
  GPUBuffer.prototype.mapAsync = async function (...args: Parameters<typeof map>) {
    if ((waiting += 1) === 1) since = performance.now();
    try {
      return await map.apply(this, args);
    } finally {
      if ((waiting -= 1) === 0) counts.waitMs += performance.now() - since;
    }
  };
  const bind = GPUDevice.prototype.createBindGroup;
  GPUDevice.prototype.createBindGroup = function (...args: Parameters<typeof bind>) {
    counts.bindGroups += 1;
    return bind.apply(this, args);
  };
  return counts;
}
