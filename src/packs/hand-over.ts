/** Bytes handed to whoever reads a stream, all of them in one buffer: what is copied anew each time is garbage as large as the file. */

type Bytes = Uint8Array<ArrayBuffer>;

export interface HandOver {
  /** For a reader that asks for a part only when it is done with the one before, as `Response` does with its body. */
  stream: ReadableStream<Bytes>;
  /** Copies a part once the reader is done with the last one, and resolves then. One at a time. */
  write(part: Bytes): Promise<void>;
  /** The stream ends after what was written. */
  end(): Promise<void>;
  /** The stream fails: there is no more of it. */
  breakOff(): void;
}

export function handOver(): HandOver {
  let buffer: Bytes = new Uint8Array(0);
  let controller: ReadableStreamDefaultController<Bytes> | undefined;
  let over = false;
  let askedFor = (): void => {};
  const nextAsked = (): Promise<void> => new Promise((resolve) => (askedFor = resolve));
  let asked = nextAsked();
  const stream = new ReadableStream<Bytes>(
    {
      start: (given) => void (controller = given),
      pull: () => askedFor(),
      cancel() {
        over = true;
        askedFor();
      },
    },
    // Nothing is asked for in advance: that a part is asked for means that the last one has been read.
    { highWaterMark: 0 },
  );
  return {
    stream,
    async write(part) {
      await asked;
      if (over) return;
      asked = nextAsked();
      if (buffer.length < part.length) buffer = new Uint8Array(part.length);
      buffer.set(part);
      controller?.enqueue(buffer.subarray(0, part.length));
    },
    async end() {
      await asked;
      if (!over) controller?.close();
      over = true;
    },
    breakOff() {
      if (!over) controller?.error(new Error('broken off'));
      over = true;
      askedFor();
    },
  };
}
