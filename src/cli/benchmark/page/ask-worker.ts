/** Calls to a worker that answers by number. */

type Answer = { id: number; value: unknown } | { id: number; error: string };

/** Returns the function that calls; it rejects with the worker's error. */
export function askWorker(worker: Worker): (method: string, argument: unknown) => Promise<unknown> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: Error) => void }>();
  let calls = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
    const call = waiting.get(data.id);
    waiting.delete(data.id);
    if ('error' in data) call?.reject(new Error(data.error));
    else call?.resolve(data.value);
  });
  worker.addEventListener('error', ({ message }) => {
    for (const call of waiting.values()) call.reject(new Error(message));
  });
  return (method, argument) =>
    new Promise((resolve, reject) => {
      const id = (calls += 1);
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, method, argument });
    });
}
