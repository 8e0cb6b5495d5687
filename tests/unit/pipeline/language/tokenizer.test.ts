import { describe, expect, it } from 'vitest';
import { Tokenizer } from '../../../../src/pipeline/language/tokenizer.ts';

const words = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[DEC]', 'a', 'cat', 'sit', '##ting', '.'];
const special = words.slice(0, 5).map((content, id) => ({
  id,
  content,
  special: true,
  single_word: false,
  lstrip: false,
  rstrip: false,
  normalized: false,
}));
const json = {
  version: '1.0',
  added_tokens: special,
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(words.map((word, id) => [word, id])),
  },
};

describe('Tokenizer', () => {
  const tokenizer = new Tokenizer(json, 6);

  it('wraps the pieces of a text', () => {
    expect(tokenizer.encode('A cat, sitting'.replace(',', ''))).toEqual([2, 5, 6, 7, 8, 3]);
  });

  it('shortens a text too long but keeps its last token', () => {
    expect(tokenizer.encode('a cat a cat a cat a cat')).toEqual([2, 5, 6, 5, 6, 3]);
  });

  it('joins pieces and leaves special tokens out', () => {
    expect(tokenizer.decode([4, 5, 6, 7, 8, 9, 3])).toBe('a cat sitting.');
    expect(tokenizer.decode([])).toBe('');
  });

  it('refuses an empty text and a file that is no tokenizer', () => {
    expect(() => tokenizer.encode(' \n')).toThrow(/empty/);
    expect(() => Tokenizer.parse(new TextEncoder().encode('nonsense'), 6)).toThrow(/tokenizer/);
  });
});
