/** <update-prompt>: says that a newer version of the page is there, and loads it when asked. Empty otherwise. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import type { Installation } from './installation.ts';

export class UpdatePrompt extends AppElement {
  static override properties = { installation: { attribute: false } };
  declare installation: Installation;

  constructor() {
    super();
    observe(this, () => [this.installation]);
  }

  override render() {
    if (!this.installation.updateReady) return nothing;
    return html`<div role="alert">
      <span>${msg('A new version of Ocelli is ready.')}</span>
      <button class="primary" @click=${() => this.installation.update()}>${msg('Reload')}</button>
    </div>`;
  }

  static override styles = [
    controls,
    css`
      div {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5rem 1rem;
        position: fixed;
        z-index: 30;
        inset: auto 1rem 1rem;
        max-width: 30rem;
        margin-inline: auto;
        padding: 0.6rem 0.9rem;
        border: 1px solid var(--accent);
        border-radius: 0.7rem;
        background: var(--surface);
        box-shadow: var(--shadow);
      }
    `,
  ];
}

customElements.define('update-prompt', UpdatePrompt);

declare global {
  interface HTMLElementTagNameMap {
    'update-prompt': UpdatePrompt;
  }
}
