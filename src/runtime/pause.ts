/** A moment for the worker's messages between two steps, now and then: WebAssembly runs never give one by themselves. */
import { VlmError } from '../protocol/error.ts';

/**
 * Letting messages in takes 0.1 to 0.2 ms, a token of the voice some 5. Who asks to stop is heard soon enough without a
 * pause at each.
 */
const EVERY_MS = 8;
let last = -Infinity;

/** Messages to itself, which come after those that wait already. Made once: a channel takes longer than a message. */
let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/** Lets waiting messages in, if none were for a while, then rejects with `aborted` if one of them asked to stop. */
export async function pause(signal?: AbortSignal): Promise<void> {
  if (performance.now() - last >= EVERY_MS) {
    await messages();
    last = performance.now();
  }
  if (signal?.aborted)
    throw new VlmError('aborted', 'The call was aborted as its signal asked.', signal.reason);
}

/** Resolves when the messages that wait now have been served. */
function messages(): Promise<void> {
  channel ??= openChannel();
  const { port2 } = channel;
  return new Promise<void>((resolve) => {
    waiting.push(resolve);
    port2.postMessage(0);
  });
}

function openChannel(): MessageChannel {
  const made = new MessageChannel();
  made.port1.addEventListener('message', () => waiting.shift()?.());
  made.port1.start();
  return made;
}
