/** The base of the page's elements: rendered again when the language changes, or has changed while it was not shown. */
import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement, type PropertyValues } from 'lit';
import { getLocale, type Language } from './locales/localization.ts';

export class AppElement extends LitElement {
  #language: Language | undefined;

  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#language !== getLocale()) this.requestUpdate();
  }

  protected override update(changed: PropertyValues): void {
    this.#language = getLocale();
    super.update(changed);
  }
}
