/** Starting threads. Chromium was seen to make a worker that never ran, while ONNX Runtime was being loaded beside it. */
import { VlmError } from '../../protocol/error.ts';

/** No thread takes that long to start, on the slowest of machines. */
export const PATIENCE_MS = 15_000;
const ATTEMPTS = 2;

/**
 * Opens a worker for each of `threads` but the first, which is the caller, and hands it the setup. Resolves when all
 * wait for their first job; one that is not heard of is replaced once. Rejects with `internal`, and ends those that run,
 * where that doesn't help.
 */
export async function startThreads<Setup extends { index: number; threads: number }>(
  open: () => Worker,
  setup: Omit<Setup, 'index'>,
  whose: string,
): Promise<Worker[]> {
  const others = Array.from({ length: setup.threads - 1 }, (_, i) => ({ ...setup, index: i + 1 }));
  const workers = await Promise.allSettled(others.map((other) => start(open, other, whose)));
  const started = workers.flatMap((worker) => (worker.status === 'fulfilled' ? [worker.value] : []));
  const failed = workers.find((worker) => worker.status === 'rejected');
  if (!failed) return started;
  for (const worker of started) worker.terminate();
  throw failed.reason;
}

async function start(open: () => Worker, setup: unknown, whose: string): Promise<Worker> {
  let why = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const worker = open();
    try {
      await ready(worker, setup);
      return worker;
    } catch (error) {
      worker.terminate();
      why = (error as Error).message;
    }
  }
  throw new VlmError('internal', `A thread of ${whose} didn't start: ${why} Reload the page.`);
}

/** A thread says something when it waits for its first job. */
async function ready(worker: Worker, setup: unknown): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error('nothing was heard of it.')), PATIENCE_MS);
      worker.addEventListener('message', () => resolve(), { once: true });
      worker.addEventListener('error', ({ message }) => reject(new Error(`${message}.`)), { once: true });
      worker.postMessage(setup);
    });
  } finally {
    clearTimeout(timer);
  }
}
