/**
 * Copies of one photograph that differ in their bytes but not in their pixels: the engine remembers the pictures it has
 * encoded, and a benchmark must not be answered from memory.
 */
import { VlmError } from '../../index.ts';

const address = `${import.meta.env.BASE_URL}samples/cat.png`;

/** Returns what makes the next copy. Rejects with `network` or `aborted`. */
export async function freshPictures(signal: AbortSignal): Promise<() => Blob> {
  const response = await fetch(address, { signal }).catch((cause: unknown) => {
    throw signal.aborted
      ? new VlmError('aborted', 'The benchmark was stopped.', cause)
      : new VlmError('network', `${address} could not be fetched. Check the connection.`, cause);
  });
  if (!response.ok)
    throw new VlmError('network', `${address} could not be fetched (HTTP ${response.status}).`);
  const photograph = await response.blob();
  let made = 0;
  // Decoders ignore what follows the end of the picture.
  return () => new Blob([photograph, ` ${++made}`], { type: photograph.type });
}
