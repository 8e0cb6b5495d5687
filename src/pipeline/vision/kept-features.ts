/** Features of pictures on the device's disk, so that a picture seen in an earlier visit isn't encoded again. */
import { afterwards } from '../../runtime/afterwards.ts';
import type { RecordFile } from '../../runtime/records/record-file.ts';
import type { ImageFeatures } from './image-features.ts';

/** `visualTokens` are `[1, tokens, hidden]`, `imageEmbeds` `[embed]`. */
export interface FeatureSizes {
  embed: number;
  tokens: number;
  hidden: number;
}

/** Bytes of one picture's features. */
export function featureBytes({ embed, tokens, hidden }: FeatureSizes): number {
  return (embed + tokens * hidden) * Float32Array.BYTES_PER_ELEMENT;
}

/** How long after the first attempt a picture waits for the disk: to encode it anew takes a fraction of a second. */
const PATIENCE_MS = 1000;

export class KeptFeatures {
  readonly #sizes: FeatureSizes;
  readonly #opened: Promise<void>;
  /** Settles once {@link #records} is known, or has kept its caller waiting for long enough. */
  readonly #awaited: Promise<void>;
  #records: RecordFile | undefined;

  /**
   * @param opening Of records of {@link featureBytes}, closed with this. What is set and deleted before it settles is
   * so afterwards.
   */
  constructor(opening: Promise<RecordFile | undefined>, sizes: FeatureSizes, patienceMs = PATIENCE_MS) {
    this.#sizes = sizes;
    this.#opened = opening.then((records) => void (this.#records = records));
    this.#awaited = Promise.race([this.#opened, afterwards(patienceMs)]);
  }

  /** @param key The picture's fingerprint. */
  async get(key: string): Promise<ImageFeatures | undefined> {
    await this.#awaited;
    const bytes = this.#records?.get(key);
    if (!bytes) return undefined;
    const { embed, tokens, hidden } = this.#sizes;
    const numbers = new Float32Array(bytes.buffer);
    return {
      // A copy: what is sent from thread to thread takes along all of the memory that it is a part of.
      imageEmbeds: numbers.slice(0, embed),
      visualTokens: numbers.subarray(embed),
      dims: [1, tokens, hidden],
    };
  }

  set(key: string, { imageEmbeds, visualTokens }: ImageFeatures): void {
    const numbers = new Float32Array(imageEmbeds.length + visualTokens.length);
    numbers.set(imageEmbeds);
    numbers.set(visualTokens, imageEmbeds.length);
    void this.#onceOpened((records) => records.set(key, new Uint8Array(numbers.buffer)));
  }

  delete(key: string): void {
    void this.#onceOpened((records) => records.delete(key));
  }

  close(): void {
    void this.#onceOpened(() => this.#close());
  }

  /** In the order of the calls. */
  async #onceOpened(change: (records: RecordFile) => void): Promise<void> {
    await this.#opened;
    try {
      if (this.#records) change(this.#records);
    } catch {
      // The disk is full: from now on features are kept in memory only.
      this.#close();
    }
  }

  #close(): void {
    this.#records?.close();
    this.#records = undefined;
  }
}
