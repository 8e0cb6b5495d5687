/** The base of the page's elements: rendered again when the language changes. */
import { updateWhenLocaleChanges } from '@lit/localize';
import { LitElement } from 'lit';

export class AppElement extends LitElement {
  constructor() {
    super();
    updateWhenLocaleChanges(this);
  }
}
