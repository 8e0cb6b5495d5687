/** How much a text says again. */

/** Lower case words, without punctuation. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];
}

/** Share of the groups of three words that were there already: 0 where nothing is said twice. */
export function repetition(text: string): number {
  const words = wordsOf(text);
  const triples = words.slice(2).map((word, i) => `${words[i]} ${words[i + 1]} ${word}`);
  return triples.length === 0 ? 0 : 1 - new Set(triples).size / triples.length;
}
