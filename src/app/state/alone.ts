/** Work on the shared library that only one tab may do at a time. */

/** Runs `work` when no other tab holds `name`; at once where the browser has no locks. */
export function alone(name: string, work: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  return locks ? locks.request(name, work) : work();
}
