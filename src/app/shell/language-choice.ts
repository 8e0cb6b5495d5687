/** <language-choice>: the languages of the page, each named in itself. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { AppElement } from '../element.ts';
import { languages, type Language } from '../locales/localization.ts';
import type { LocalizedPage } from '../state/localized-page.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';

export class LanguageChoice extends AppElement {
  static override properties = { localized: { attribute: false } };
  declare localized: LocalizedPage;

  constructor() {
    super();
    observe(this, () => [this.localized]);
  }

  override render() {
    return html`<label>
      ${msg('Language')}
      <select @change=${this.#choose}>
        ${Object.entries(languages).map(
          ([tag, name]) =>
            html`<option value=${tag} lang=${tag} .selected=${tag === this.localized.language}>
              ${name}
            </option>`,
        )}
      </select>
    </label>`;
  }

  #choose(event: Event): void {
    void this.localized.choose((event.target as HTMLSelectElement).value as Language);
  }

  static override styles = [
    controls,
    css`
      label {
        display: inline-flex;
        align-items: center;
        gap: 0.6rem;
      }
      select {
        min-height: 2.25rem;
        padding: 0.3rem 0.5rem;
        border: 1px solid var(--control-line);
        border-radius: 0.55rem;
        background: var(--surface);
        color: var(--text);
        font: inherit;
        font-size: 0.9rem;
      }
    `,
  ];
}

customElements.define('language-choice', LanguageChoice);

declare global {
  interface HTMLElementTagNameMap {
    'language-choice': LanguageChoice;
  }
}
