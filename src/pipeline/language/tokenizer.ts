/** Text to token ids and back, by the pack's `tokenizer.json`. */
import { Tokenizer as HubTokenizer } from '@huggingface/tokenizers';
import { VlmError } from '../../protocol/error.ts';

export class Tokenizer {
  readonly #tokenizer: HubTokenizer;
  readonly #maxTokens: number;

  /**
   * @param json The parsed `tokenizer.json`.
   * @param maxTokens Most tokens of a text, first and last included.
   */
  constructor(json: object, maxTokens: number) {
    this.#tokenizer = new HubTokenizer(json, {});
    this.#maxTokens = maxTokens;
  }

  /** Reads the file's bytes. @throws VlmError `pack-invalid` when they are no tokenizer. */
  static parse(bytes: Uint8Array, maxTokens: number): Tokenizer {
    try {
      return new Tokenizer(JSON.parse(new TextDecoder().decode(bytes)) as object, maxTokens);
    } catch (cause) {
      throw new VlmError('pack-invalid', "The pack's tokenizer can't be read. Export the pack again.", cause);
    }
  }

  /** Ids wrapped as `[CLS] … [SEP]`; a text too long loses its end, not its last token. */
  encode(text: string): number[] {
    if (text.trim() === '') throw new VlmError('text-empty', 'The text is empty. Type some words.');
    const ids = this.#tokenizer.encode(text).ids;
    return ids.length <= this.#maxTokens ? ids : [...ids.slice(0, this.#maxTokens - 1), ...ids.slice(-1)];
  }

  /** The words of generated ids, joined, without special tokens. */
  decode(ids: readonly number[]): string {
    return ids.length === 0 ? '' : this.#tokenizer.decode([...ids], { skip_special_tokens: true }).trim();
  }
}
