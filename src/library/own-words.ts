/** What people wrote of a photograph themselves: names, places and days, which no picture shows a model. */
import type { PhotographRow } from './photograph-row.ts';

/** Words that say nothing of what is looked for. */
const FUNCTION_WORDS = new Set('a an and at by for from in is of on or the to with'.split(' '));
/** A word may end otherwise than the one searched for by so much: a plural, a particle. */
const ENDING = 2;

/** The caption that a person wrote, and the one that came in a file beside the picture. */
export function ownWords({ caption, given }: PhotographRow): string {
  const written = caption && caption.source !== 'model' ? [caption.text] : [];
  return [...written, ...(given ? [given.text] : [])].join(' ');
}

/** Whether a text holds every word of a search. Case, accents and endings don't count. */
export function holdsWords(text: string, searched: string): boolean {
  const asked = wordsOf(searched).filter((word) => !FUNCTION_WORDS.has(word));
  const there = wordsOf(text);
  return asked.length > 0 && asked.every((word) => there.some((other) => isForm(other, word)));
}

function wordsOf(text: string): string[] {
  const plain = text.normalize('NFD').replaceAll(/\p{Mn}/gu, '');
  return (
    plain
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

function isForm(word: string, searched: string): boolean {
  return word.startsWith(searched) && word.length <= searched.length + ENDING;
}
