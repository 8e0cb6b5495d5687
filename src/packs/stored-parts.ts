/** The bytes of a stored file as they are read, whatever becomes of the stream they come from. */
import { partsOf } from './parts.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A disk gives 64 KB in less. In Chromium streams of stored files at times fall silent, at their first byte or half
 * way: of some 75 loads in two pages of one browser 6 waited for ever, with what is done here none of 240. Why was not
 * found, but the same readers at times never hear of a stream's end.
 */
const PATIENCE_MS = 3000;
/** Bytes of a slice. */
const SLICE = 1 << 20;

/**
 * A stored file's bytes in order, each part valid until the next is asked for: by its stream, and from where that falls
 * silent in slices of its Blob.
 * @param stored Its response, a new one each time; undefined where it went meanwhile, which ends the parts.
 */
export async function* storedParts(
  first: ReadableStream<Bytes>,
  stored: () => Promise<Response | undefined>,
): AsyncIterable<Bytes> {
  const parts = partsOf(first)[Symbol.asyncIterator]();
  let at = 0;
  try {
    for (;;) {
      const part = await soon(parts.next());
      if (!part) break;
      if (part.done) return;
      yield part.value;
      at += part.value.length;
    }
  } finally {
    // Whoever stops early wants no more of it. Not waited for: a stream that fell silent never says that it stopped.
    void parts.return?.();
  }
  const blob = await (await stored())?.blob();
  if (!blob) return;
  for (; at < blob.size; at += SLICE) yield new Uint8Array(await blob.slice(at, at + SLICE).arrayBuffer());
}

/** What comes within PATIENCE_MS; undefined else. */
async function soon<T>(coming: Promise<T>): Promise<T | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}
