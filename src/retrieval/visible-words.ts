/** The words of a query that can be looked for in a picture. */

/** Articles, prepositions and the like: they name nothing that has a place. */
const UNSEEN = new Set(
  'a an the this that these those some any of in on at by to from with without for into onto over under near and or but is are was were be being it its his her their my your there as very'.split(
    ' ',
  ),
);

/** In the order of the text, each once, as typed; all words where none would be left. */
export function visibleWords(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];
  const once = words.filter(
    (word, i) => words.findIndex((other) => other.toLowerCase() === word.toLowerCase()) === i,
  );
  const seen = once.filter((word) => !UNSEEN.has(word.toLowerCase()));
  return seen.length > 0 ? seen : once;
}
