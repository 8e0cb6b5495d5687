/** The bytes of a stream as they arrive. Not collected: whoever reads puts each part where it will live. */

/** Bytes of the buffer that is filled over and over. */
const PART = 1 << 16;

/**
 * A stream's bytes in order. A part is only valid until the next one is asked for: where the browser can, all of
 * them are read into the same buffer, since what a large file leaves for the garbage collector is as large as it.
 */
export async function* partsOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncIterable<Uint8Array<ArrayBuffer>> {
  const reader = byob(stream);
  if (!reader) return yield* chunksOf(stream);
  let buffer = new ArrayBuffer(PART);
  try {
    for (;;) {
      const { value, done } = await reader.read(new Uint8Array(buffer));
      if (value?.length) yield value;
      if (done) return;
      buffer = value.buffer;
    }
  } finally {
    // Whoever stops early wants no more of it; at its end there is nothing left to cancel.
    void reader.cancel().catch(() => undefined);
  }
}

async function* chunksOf(stream: ReadableStream<Uint8Array<ArrayBuffer>>) {
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** A reader into buffers of one's own; undefined for streams that are not of bytes. */
function byob(stream: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStreamBYOBReader | undefined {
  try {
    return stream.getReader({ mode: 'byob' });
  } catch {
    return undefined;
  }
}
