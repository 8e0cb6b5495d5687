/** A moment for the worker's messages between two steps: WebAssembly runs never give one by themselves. */
import { VlmError } from '../protocol/error.ts';

/** Messages to itself, which come after those that wait already. Made once: a channel takes longer than a message. */
let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Lets waiting messages in, then rejects with `aborted` if one of them asked to stop. */
export async function pause(signal?: AbortSignal): Promise<void> {
  channel ??= openChannel();
  const { port2 } = channel;
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    port2.postMessage(0);
  });
  if (signal?.aborted)
    throw new VlmError('aborted', 'The call was aborted as its signal asked.', signal.reason);
}

function openChannel(): MessageChannel {
  const made = new MessageChannel();
  made.port1.addEventListener('message', () => waiting.shift()?.());
  made.port1.start();
  return made;
}
