/**
 * A decoder-only language model that keeps what it has read: the interface, whatever device runs it.
 * Positions, the key-value cache and tensor shapes are the implementation's business alone.
 */

/** How the next token is chosen; an implementation may do it on the device from these numbers. */
export interface SamplingSettings {
  /** 0 is greedy. */
  temperature: number;
  /** Only the k likeliest; 0 is off. */
  topK: number;
  /** Only the likeliest that together reach this probability; 1 is off. */
  topP: number;
  /** Only those at least this share of the likeliest's probability; 0 is off. */
  minP: number;
  /** Divides the logits of tokens that were there already; 1 is off. */
  repetitionPenalty: number;
  seed: number;
}

/** Chooses the next token on the host. */
export interface Sampler {
  readonly settings: SamplingSettings;
  /**
   * @param logits `[vocab]`; not to be kept or changed.
   * @param history Ids the decoder was given and chose so far; embeddings have none.
   */
  next(logits: Float32Array, history: readonly number[]): number;
}

/** What is appended: ids of words, or embeddings `[n, hidden]`. */
export type DecoderInput = { ids: readonly number[] } | { embeds: Float32Array };

export interface LanguageDecoder {
  /** Most tokens the cache can hold. */
  readonly contextWindow: number;
  readonly vocab: number;
  /** Width of an embedding. */
  readonly hidden: number;
  /** Tokens in the cache. */
  readonly length: number;
  /** Bytes the cache takes. */
  readonly kvBytes: number;
  /**
   * Appends tokens. Resolves to the logits `[vocab]` after the last of them, a copy the caller may keep.
   * Rejects with `aborted` between chunks; then the chunks done before stay in the cache.
   */
  prefill(input: DecoderInput, signal?: AbortSignal): Promise<Float32Array>;
  /**
   * Appends a word to each of these decoders, forks of this one that are as long as each other, in one pass over the
   * weights. Resolves to the logits `[vocab]` after each, their own: to be read before they read on. Where it is not
   * there, `prefill` one by one does the same.
   */
  prefillTogether?(
    forks: readonly LanguageDecoder[],
    ids: readonly number[],
    signal?: AbortSignal,
  ): Promise<Float32Array[]>;
  /**
   * Chooses from the last logits, yields, feeds; up to `n` tokens. A token is fed after it was yielded and the
   * consumer asked for more, so when the consumer stops, `length` counts only what was fed.
   */
  decode(n: number, sampler: Sampler, signal?: AbortSignal): AsyncIterable<number>;
  /** Forgets everything after the first `length` tokens. */
  truncate(length: number): void;
  /**
   * A decoder with the same weights and a copy of the cache.
   * @param exact Whether it rounds activations to 16 bits where it would to 8, as this one does if not said; a device that
   * rounds none has nothing to change.
   */
  fork(exact?: boolean): LanguageDecoder;
  dispose(): void;
}
