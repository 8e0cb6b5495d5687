/** <app-notice>: a short message at the lower edge, perhaps with a button such as Undo. The live region says it too. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import type { Notice } from '../state/notice.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { icons } from './icons.ts';

export class AppNotice extends AppElement {
  static override properties = { notice: { attribute: false } };
  declare notice: Notice;

  constructor() {
    super();
    observe(this, () => [this.notice]);
  }

  override render() {
    const { message, action } = this.notice;
    if (message === '') return nothing;
    return html`<div role="group" aria-label=${msg('Notice')}>
      <span>${message}</span>
      ${action ? html`<button @click=${() => this.notice.act()}>${action.label}</button>` : nothing}
      <button class="quiet" aria-label=${msg('Dismiss')} @click=${() => this.notice.dismiss()}>
        ${icons.close}
      </button>
    </div>`;
  }

  static override styles = [
    controls,
    css`
      :host {
        position: fixed;
        inset: auto 0 1rem;
        z-index: 30;
        display: grid;
        justify-items: center;
        pointer-events: none;
      }
      div {
        display: flex;
        align-items: center;
        gap: 0.75rem;
        max-width: min(34rem, calc(100vw - 1.5rem));
        padding: 0.4rem 0.4rem 0.4rem 1rem;
        border: 1px solid var(--line);
        border-radius: 0.8rem;
        background: var(--surface);
        color: var(--text);
        box-shadow: 0 6px 24px rgb(0 0 0 / 22%);
        pointer-events: auto;
      }
      span {
        overflow-wrap: anywhere;
      }
      @media (max-width: 46rem) {
        :host {
          bottom: 4.75rem;
        }
      }
    `,
  ];
}

customElements.define('app-notice', AppNotice);

declare global {
  interface HTMLElementTagNameMap {
    'app-notice': AppNotice;
  }
}
