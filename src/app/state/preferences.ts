/** The few choices the page remembers, in localStorage; where that is missing they last until the page is closed. */
import type { CaptionLength } from '../../library/photograph-row.ts';
import type { Language } from '../locales/localization.ts';
import { Observable } from './observable.ts';

interface Choices {
  /** Whether photographs are captioned as they come. */
  captionNew: boolean;
  length: CaptionLength;
  /** How many captions ITM chooses from, 1 to 5. */
  candidates: number;
  /** The page's language; empty for the browser's. */
  language: Language | '';
  /** Ids of the packs that caption and search, and that talk; empty for the first that can. */
  libraryPack: string;
  chatPack: string;
}

const KEY = 'ocelli-preferences';
const defaults: Choices = {
  captionNew: true,
  length: 'short',
  candidates: 1,
  language: '',
  libraryPack: '',
  chatPack: '',
};

export class Preferences extends Observable {
  #choices = stored();

  get<K extends keyof Choices>(key: K): Choices[K] {
    return this.#choices[key];
  }

  set<K extends keyof Choices>(key: K, value: Choices[K]): void {
    this.#choices = { ...this.#choices, [key]: value };
    try {
      localStorage.setItem(KEY, JSON.stringify(this.#choices));
    } catch {
      // Storage is switched off: the choice holds for this visit.
    }
    this.changed();
  }
}

function stored(): Choices {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Choices>) };
  } catch {
    return defaults;
  }
}
