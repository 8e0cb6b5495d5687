/** Marks in the browser's trace between which the decoder's thread is timed. A name set again moves the mark. */

export const FIRST_TOKEN = 'ocelli: first token';
export const LAST_TOKEN = 'ocelli: last token';
