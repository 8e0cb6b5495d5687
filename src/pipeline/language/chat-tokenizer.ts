/**
 * Text of a conversation to token ids and back. Special tokens are taken by name only: spelled out in a
 * text they are plain words, so that nobody's question can end its own turn.
 */
import { Tokenizer as HubTokenizer } from '@huggingface/tokenizers';
import { VlmError } from '../../protocol/error.ts';

export class ChatTokenizer {
  readonly #tokenizer: HubTokenizer;
  readonly #specials: readonly string[];

  /** @param json The parsed `tokenizer.json`. */
  constructor(json: object) {
    this.#tokenizer = new HubTokenizer(json, {});
    this.#specials = [...this.#tokenizer.get_added_tokens_decoder().values()].map(({ content }) => content);
  }

  /** Reads the file's bytes. @throws VlmError `pack-invalid` when they are no tokenizer. */
  static parse(bytes: Uint8Array): ChatTokenizer {
    try {
      return new ChatTokenizer(JSON.parse(new TextDecoder().decode(bytes)) as object);
    } catch (cause) {
      throw new VlmError('pack-invalid', "The pack's tokenizer can't be read. Export the pack again.", cause);
    }
  }

  /** Ids of the words of `text`, without special tokens. */
  encode(text: string): number[] {
    return this.#split(text).flatMap((piece) =>
      piece === '' ? [] : this.#tokenizer.encode(piece, { add_special_tokens: false }).ids,
    );
  }

  /** Id of a special token. @throws VlmError `pack-invalid` where the tokenizer has none. */
  special(token: string): number {
    const id = this.#tokenizer.token_to_id(token);
    if (id !== undefined) return id;
    throw new VlmError(
      'pack-invalid',
      `The pack's tokenizer has no token ${token}, which its chat template needs.`,
    );
  }

  /** The text of ids as it stands, special tokens left out. */
  decode(ids: readonly number[]): string {
    return ids.length === 0 ? '' : this.#tokenizer.decode([...ids], { skip_special_tokens: true });
  }

  /** Whether the token stands behind a space, so that a word begins with it. */
  opensWord(id: number): boolean {
    return this.decode([id]).startsWith(' ');
  }

  /** Cuts the text inside every special token it spells, after the first character. */
  #split(text: string): string[] {
    const first = this.#specials
      .map((token) => text.indexOf(token))
      .filter((at) => at >= 0)
      .reduce((least, at) => Math.min(least, at), Infinity);
    if (first === Infinity) return [text];
    return [text.slice(0, first + 1), ...this.#split(text.slice(first + 1))];
  }
}
