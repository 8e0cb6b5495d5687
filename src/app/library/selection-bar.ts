/** <selection-bar>: what can be done with the photographs that are selected. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { formatNumber } from '../figures.ts';
import { icons } from '../shell/icons.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';

export class SelectionBar extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.selection, this.app.photographs]);
  }

  override render() {
    const { selection, photographs } = this.app;
    this.hidden = selection.size === 0;
    if (this.hidden) return nothing;
    return html`<div class="bar" role="toolbar" aria-label=${msg('Selected photographs')}>
      <strong>${msg(str`${formatNumber(selection.size)} selected`)}</strong>
      <button class="quiet" @click=${() => selection.choose(photographs.items.map(({ id }) => id))}>
        ${msg('Select all')}
      </button>
      <span class="space"></span>
      <button @click=${() => void this.#caption()}>${icons.captions}<span>${msg('Caption')}</span></button>
      <button @click=${() => void this.#remove()}>${icons.remove}<span>${msg('Delete')}</span></button>
      <button class="quiet" aria-label=${msg('End selection')} @click=${() => selection.clear()}>
        ${icons.close}
      </button>
    </div>`;
  }

  async #caption(): Promise<void> {
    const { indexer, preferences, selection } = this.app;
    const wanted = { length: preferences.get('length'), candidates: preferences.get('candidates') };
    const { rows } = selection;
    selection.clear();
    await indexer.caption(rows, wanted);
  }

  async #remove(): Promise<void> {
    const { photographs, selection } = this.app;
    const ids = selection.rows.map(({ id }) => id);
    selection.clear();
    await photographs.remove(ids);
  }

  static override styles = [
    controls,
    css`
      :host {
        position: sticky;
        top: 0;
        z-index: 10;
      }
      .bar {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.5rem;
        padding: 0.4rem 0.4rem 0.4rem 1rem;
        border: 1px solid var(--accent);
        border-radius: 0.8rem;
        background: var(--surface);
        box-shadow: var(--shadow);
      }
      .space {
        flex: 1;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 0.4rem;
      }
    `,
  ];
}

customElements.define('selection-bar', SelectionBar);

declare global {
  interface HTMLElementTagNameMap {
    'selection-bar': SelectionBar;
  }
}
