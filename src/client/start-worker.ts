/**
 * Starting the engine's worker from wherever this code was loaded. A browser starts workers from the page's own
 * origin only; a library on another one is imported by a module of one line that is.
 */
// oxlint-disable-next-line import/default -- Vite makes it: the address of the built worker
import address from '../worker/entry.ts?worker&url';

/** A new worker. That its script could not be loaded is told by its `error` event. */
export function startWorker(): Worker {
  const script = new URL(address, import.meta.url);
  if (script.origin === location.origin) return moduleWorker(script.href);
  const line = new Blob([`import ${JSON.stringify(script.href)};`], { type: 'text/javascript' });
  const url = URL.createObjectURL(line);
  const worker = moduleWorker(url);
  const revoke = () => URL.revokeObjectURL(url);
  worker.addEventListener('message', revoke, { once: true });
  worker.addEventListener('error', revoke, { once: true });
  return worker;
}

function moduleWorker(url: string): Worker {
  return new Worker(url, { type: 'module', name: 'ocelli' });
}
