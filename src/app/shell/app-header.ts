/** <app-header>: the name, the views, where the model runs, and the way to the attribution. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import './about-dialog.ts';
import './app-navigation.ts';
import { deviceName } from './device-line.ts';
import { icons } from './icons.ts';
import { ocelli } from './logo.ts';

export class AppHeader extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.engine]);
  }

  override render() {
    const { status } = this.app.engine;
    return html`
      <header>
        <h1>${ocelli}<span>Ocelli</span></h1>
        <app-navigation .app=${this.app}></app-navigation>
        ${status.kind === 'ready' ? html`<p class="device">${deviceName(status.vlm.device)}</p>` : nothing}
        <button class="quiet" aria-label=${msg('About and attribution')} @click=${this.#openAbout}>
          ${icons.info}
        </button>
      </header>
      <about-dialog .app=${this.app}></about-dialog>
    `;
  }

  #openAbout(): void {
    void this.renderRoot.querySelector('about-dialog')?.open();
  }

  static override styles = [
    controls,
    css`
      header {
        display: flex;
        align-items: center;
        gap: 0.5rem 0.75rem;
        min-height: 3.75rem;
        margin-bottom: 0.5rem;
      }
      h1 {
        display: flex;
        align-items: center;
        gap: 0.6rem;
        margin: 0 0.75rem 0 0;
        font-size: 1.3rem;
        letter-spacing: -0.01em;
      }
      h1 svg {
        width: 2rem;
        height: 2rem;
      }
      app-navigation {
        flex: 1;
      }
      h1,
      button {
        flex: none;
      }
      .device {
        margin: 0;
        color: var(--muted);
        font-size: 0.82rem;
        white-space: nowrap;
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .device::before {
        content: '';
        display: inline-block;
        width: 0.55em;
        height: 0.55em;
        margin-right: 0.5em;
        border-radius: 50%;
        background: var(--accent);
      }
    `,
  ];
}

customElements.define('app-header', AppHeader);

declare global {
  interface HTMLElementTagNameMap {
    'app-header': AppHeader;
  }
}
