/** A decoder and what it has read: a new prompt computes only what differs from the last one. */
import { after, lengthOf, positionsOf, type Position, type Segment } from '../pipeline/language/prompt.ts';
import type { LanguageDecoder, Sampler } from '../runtime/decoder/decoder.ts';

/** What reading a prompt took. */
export interface Prefill {
  /** `[vocab]`, after the last position. */
  logits: Float32Array;
  /** Positions that were there already, and that were computed. */
  reused: number;
  computed: number;
}

export class PrefixDecoder {
  readonly #decoder: LanguageDecoder;
  #read: Position[];

  /** @param read What the decoder holds. */
  constructor(decoder: LanguageDecoder, read: readonly Position[] = []) {
    this.#decoder = decoder;
    this.#read = [...read];
  }

  get contextWindow(): number {
    return this.#decoder.contextWindow;
  }

  /** Bytes of what was read. */
  get kvBytes(): number {
    return this.#decoder.kvBytes;
  }

  /**
   * Makes the decoder hold exactly `prompt`, keeping the longest prefix that it already read. At least the
   * last position is computed, for its logits. Rejects with `aborted`; what was read until then is kept.
   * @param prompt Not empty.
   */
  async prefill(prompt: readonly Segment[], signal?: AbortSignal): Promise<Prefill> {
    const wanted = positionsOf(prompt);
    const reused = Math.min(commonLength(this.#read, wanted), wanted.length - 1);
    this.#decoder.truncate(reused);
    this.#read = wanted;
    let logits: Float32Array = new Float32Array();
    try {
      for (const segment of after(prompt, reused)) {
        const input = 'ids' in segment ? segment : { embeds: segment.image.embeds };
        logits = await this.#decoder.prefill(input, signal);
      }
    } finally {
      this.#read = wanted.slice(0, this.#decoder.length);
    }
    return { logits, reused, computed: lengthOf(prompt) - reused };
  }

  /**
   * Reads on to the end of `prompt` where all that was read is its beginning; else it reads nothing, since what was
   * read may be wanted again. Rejects with `aborted`; what was read until then is kept.
   */
  async readOn(prompt: readonly Segment[], signal?: AbortSignal): Promise<void> {
    const wanted = positionsOf(prompt);
    const held = this.#read.length;
    if (held >= wanted.length || wanted.length >= this.contextWindow) return;
    if (commonLength(this.#read, wanted) === held) await this.prefill(prompt, signal);
  }

  /** Yields up to `count` tokens chosen by `sampler`; those read by the decoder become part of the prefix. */
  async *decode(count: number, sampler: Sampler, signal?: AbortSignal): AsyncGenerator<number> {
    const read = [...this.#read];
    try {
      for await (const id of this.#decoder.decode(count, sampler, signal)) {
        read.push(id);
        yield id;
      }
    } finally {
      this.#read = read.slice(0, this.#decoder.length);
    }
  }

  fork(): PrefixDecoder {
    return new PrefixDecoder(this.#decoder.fork(), this.#read);
  }

  dispose(): void {
    this.#decoder.dispose();
    this.#read = [];
  }
}

function commonLength(a: readonly Position[], b: readonly Position[]): number {
  const end = Math.min(a.length, b.length);
  let length = 0;
  while (length < end && a[length] === b[length]) length++;
  return length;
}
