/** <app-header>: the name, where the model runs, and the way to the attribution. */
import { LitElement, css, html, nothing } from 'lit';
import type { EngineState } from '../state/engine-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import './about-dialog.ts';
import { deviceLine } from './device-line.ts';
import { ocelli } from './logo.ts';

export class AppHeader extends LitElement {
  static override properties = { engine: { attribute: false } };
  declare engine: EngineState;

  constructor() {
    super();
    observe(this, () => [this.engine]);
  }

  override render() {
    const { status } = this.engine;
    return html`
      <header>
        ${ocelli}
        <div class="name">
          <h1>Ocelli</h1>
          <p>Photographs in, words out. Nothing leaves this tab.</p>
        </div>
        <div class="about">
          ${status.kind === 'ready' ? html`<p class="device">${deviceLine(status.vlm.device)}</p>` : nothing}
          <button class="quiet" @click=${this.#openAbout}>About and attribution</button>
        </div>
      </header>
      <about-dialog .engine=${this.engine}></about-dialog>
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
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 0.9rem;
        margin-bottom: 1.25rem;
      }
      svg {
        width: 2.6rem;
        height: 2.6rem;
        flex: none;
      }
      .name {
        flex: 1 1 14rem;
      }
      h1,
      p {
        margin: 0;
      }
      h1 {
        font-size: 1.5rem;
        line-height: 1.2;
        letter-spacing: -0.01em;
      }
      p {
        color: var(--muted);
        font-size: 0.95rem;
      }
      .about {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
      }
      .device {
        font-size: 0.85rem;
        max-width: 26rem;
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
