import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Detokeniser } from '../../../../src/pipeline/text/detokeniser.ts';

/** A byte a token, as the pieces of a byte-level tokenizer may be. */
const decode = (ids: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(ids));

function stream(bytes: Iterable<number>): string[] {
  const detokeniser = new Detokeniser(decode);
  const pieces = [...bytes].map((byte) => detokeniser.push(byte));
  return [...pieces, detokeniser.flush()];
}

test('a character comes when its last byte does', () => {
  expect(stream(new TextEncoder().encode('aé🙂'))).toEqual(['a', '', 'é', '', '', '', '🙂', '']);
});

test('what is never whole comes at the end, as it stands', () => {
  expect(stream(new TextEncoder().encode('né').slice(0, 2))).toEqual(['n', '', '\uFFFD']);
});

test('any text arrives whole', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(stream(new TextEncoder().encode(text)).join('')).toBe(text.replaceAll('\uFEFF', ''));
    }),
  );
});
