/** What a family with a decoder-only language model gives its conversations and captions. */
import type { ImageSource } from '../../protocol/values.ts';
import type { LanguageDecoder } from '../../runtime/decoder/decoder.ts';
import type { ChatMl } from './chat-template.ts';
import type { ChatTokenizer } from './chat-tokenizer.ts';
import type { ImageTokens } from './prompt.ts';

export interface Voice {
  /** Holds nothing; whoever speaks forks it. */
  readonly decoder: LanguageDecoder;
  readonly tokenizer: ChatTokenizer;
  readonly template: ChatMl;
  /** What the model is told first unless the caller says otherwise; '' for nothing. */
  readonly system: string;
  /** Texts that end an answer. */
  readonly stop: readonly string[];
  /** A picture as the decoder reads it, encoded once. */
  imageTokens(source: ImageSource, signal?: AbortSignal): Promise<ImageTokens>;
}
