/** A voice to test conversations with: the tiny Llama, a byte a token, pictures of four made-up tokens. */
import { ChatMl } from '../../../src/pipeline/language/chat-template.ts';
import { ChatTokenizer } from '../../../src/pipeline/language/chat-tokenizer.ts';
import type { Voice } from '../../../src/pipeline/language/voice.ts';
import { randomNumbers } from '../../../src/pipeline/text/sampling/random.ts';
import { TinyLlama } from './tiny-llama.ts';

export const IMAGE_TOKENS = 4;

/** GPT-2's letters for bytes: those that print stand for themselves, the others for letters from 256 on. */
function byteLetters(): string[] {
  const prints = (byte: number) => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCharCode(prints(byte) ? byte : next++));
}

export function tinyTokenizer(): ChatTokenizer {
  const specials = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'];
  const tokens = [...byteLetters(), ...specials];
  return new ChatTokenizer({
    version: '1.0',
    added_tokens: specials.map((content, i) => ({
      id: 256 + i,
      content,
      special: true,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
    })),
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel' },
    model: { type: 'BPE', vocab: Object.fromEntries(tokens.map((token, id) => [token, id])), merges: [] },
  });
}

/** A picture is a Blob of one byte, the seed of its tokens. */
export function picture(seed: number): Blob {
  return new Blob([Uint8Array.of(seed)]);
}

export function tinyVoice(contextWindow = 400): Voice & { decoder: TinyLlama } {
  const tokenizer = tinyTokenizer();
  const decoder = new TinyLlama(259, contextWindow);
  return {
    decoder,
    tokenizer,
    template: new ChatMl(tokenizer),
    system: 'Be kind.',
    stop: [],
    async imageTokens(source) {
      const [seed = 0] = new Uint8Array(await (source as Blob).arrayBuffer());
      const random = randomNumbers(seed);
      const embeds = Float32Array.from({ length: IMAGE_TOKENS * decoder.hidden }, () => random() - 0.5);
      return { key: `picture ${seed}`, embeds, count: IMAGE_TOKENS };
    },
  };
}
