/** <library-view>: the person's photographs with their captions, the ways in, and the search. */
import { css, html } from 'lit';
import { AppElement } from '../element.ts';
import '../gallery/photograph-grid.ts';
import '../intake/photograph-intake.ts';
import { WindowIntake } from '../intake/window-intake.ts';
import '../search/search-bar.ts';
import '../shell/model-status.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';

export class LibraryView extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;
  readonly #intake = new WindowIntake(this, (pictures) => this.app.photographs.add(pictures));

  constructor() {
    super();
    observe(this, () => [this.app.engine, this.app.photographs]);
  }

  override render() {
    const { app } = this;
    return html`
      <model-status .engine=${app.engine} ?hidden=${app.engine.status.kind === 'ready'}></model-status>
      <photograph-intake
        .photographs=${app.photographs}
        ?compact=${app.photographs.items.length > 0}
        ?dragging=${this.#intake.dragging}
      ></photograph-intake>
      <search-bar .app=${app} ?hidden=${app.photographs.items.length === 0}></search-bar>
      <photograph-grid .app=${app} @grid-emptied=${this.#focusIntake}></photograph-grid>
    `;
  }

  #focusIntake(): void {
    this.renderRoot.querySelector('photograph-intake')?.focusButton();
  }

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: 1.25rem;
      }
      :host > * {
        min-width: 0;
      }
    `,
  ];
}

customElements.define('library-view', LibraryView);

declare global {
  interface HTMLElementTagNameMap {
    'library-view': LibraryView;
  }
}
