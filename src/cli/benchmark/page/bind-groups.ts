/** How much a worker encodes for its GPU anew, whoever uses it: one bind group a kernel, and none in a replay. */

/** Counts from now on. */
export function countBindGroups(): { made: number } {
  const counts = { made: 0 };
  if (!('gpu' in navigator)) return counts;
  const bind = GPUDevice.prototype.createBindGroup;
  GPUDevice.prototype.createBindGroup = function (...args: Parameters<typeof bind>) {
    counts.made += 1;
    return bind.apply(this, args);
  };
  return counts;
}
