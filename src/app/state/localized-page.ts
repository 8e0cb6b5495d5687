/** Which language the page is in: the person's choice, else the first of the browser's languages that it has. */
import { firstKnown, getLocale, isLanguage, setLocale, type Language } from '../locales/localization.ts';
import { messageOf } from './error-message.ts';
import type { Notice } from './notice.ts';
import { Observable } from './observable.ts';
import type { Preferences } from './preferences.ts';

export class LocalizedPage extends Observable {
  readonly #preferences: Preferences;
  readonly #notice: Notice;

  constructor(preferences: Preferences, notice: Notice) {
    super();
    this.#preferences = preferences;
    this.#notice = notice;
    const chosen = preferences.get('language');
    void this.#show(isLanguage(chosen) ? chosen : firstKnown(navigator.languages));
  }

  get language(): Language {
    return getLocale();
  }

  /** Shows the page in a language, now and at the next visits. */
  async choose(language: Language): Promise<void> {
    this.#preferences.set('language', language);
    await this.#show(language);
  }

  async #show(language: Language): Promise<void> {
    try {
      await setLocale(language);
    } catch (error) {
      this.#notice.show(messageOf(error));
    }
    this.changed();
  }
}
