/**
 * The language of what the models write and read. It is marked wherever their words stand, so that a page in another
 * language has them read aloud as what they are (WCAG 3.1.2).
 */
import { nothing } from 'lit';
import type { StoredCaption } from '../library/photograph-row.ts';
import { asSentence } from './figures.ts';

export const modelLanguage = 'en';

/** For the attribute `lang` of a caption: what a person wrote, not only chose, is in a language of their own. */
export function captionLanguage(caption: StoredCaption | undefined) {
  const chosen = caption?.candidates?.some(({ text }) => asSentence(text) === caption.text);
  return chosen || caption?.source === 'model' ? modelLanguage : nothing;
}

/** The same of a person's words as the models read them: English, unless their letters can't be. */
export function queryLanguage(words: string) {
  return /^\p{ASCII}+$/u.test(words) ? modelLanguage : nothing;
}
