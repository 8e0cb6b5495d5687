/** What people wrote of a photograph themselves: names, places and days, which no picture shows a model. */
import type { PhotographRow } from './photograph-row.ts';

/** Words that say nothing of what is looked for. */
const FUNCTION_WORDS = new Set('a an and at by for from in is of on or the to with'.split(' '));
/** What a word may end in beyond the one searched for: a plural, a possessive, Korean particles. */
const ENDING = /^(?:['’]?s|es|\p{Script=Hangul}{1,2})?$/u;
const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/** The caption that a person wrote, and the one that came in a file beside the picture. */
export function ownWords({ caption, given }: PhotographRow): string {
  const written = caption && caption.source !== 'model' ? [caption.text] : [];
  return [...written, ...(given ? [given.text] : [])].join(' ');
}

/** Makes what tells whether a text holds every word of a search. Case, accents and endings don't count. */
export function finderOf(searched: string): (text: string) => boolean {
  const asked = wordsOf(folded(searched)).filter((word) => !FUNCTION_WORDS.has(word));
  if (asked.length === 0) return () => false;
  return (text) => {
    const plain = folded(text);
    // To part a text into words takes long beside this, and a library has thousands.
    if (!asked.every((word) => plain.includes(word))) return false;
    const there = wordsOf(plain);
    return asked.every((word) => there.some((other) => isForm(other, word)));
  };
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

function wordsOf(plain: string): string[] {
  return [...segmenter.segment(plain)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

function isForm(word: string, searched: string): boolean {
  return word.startsWith(searched) && ENDING.test(word.slice(searched.length));
}
