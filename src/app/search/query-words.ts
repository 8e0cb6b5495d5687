/** What a person types into the search: words, and after a minus what should not be there. */

export interface QueryWords {
  text: string;
  minus: string;
}

/** `beach -people -"parked cars"` -> words "beach", without "people parked cars". A hyphen inside a word is none. */
export function parseWords(typed: string): QueryWords {
  const minus: string[] = [];
  const text = typed.replaceAll(
    /(^|\s)-(?:"([^"]*)"|(\S+))/g,
    (_, space: string, quoted?: string, word?: string) => {
      minus.push(quoted ?? word ?? '');
      return space;
    },
  );
  return { text: text.replaceAll(/\s+/g, ' ').trim(), minus: minus.join(' ').trim() };
}
