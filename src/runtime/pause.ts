/** A moment for the worker's messages between two steps: WebAssembly runs never give one by themselves. */
import { VlmError } from '../protocol/error.ts';

/** Lets waiting messages in, then rejects with `aborted` if one of them asked to stop. */
export async function pause(signal?: AbortSignal): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise((resolve) => {
    port1.addEventListener('message', resolve, { once: true });
    port1.start();
    port2.postMessage(0);
  });
  port1.close();
  if (signal?.aborted)
    throw new VlmError('aborted', 'The call was aborted as its signal asked.', signal.reason);
}
