/** <library-view>: the person's photographs with their captions, the ways in, and the search. */
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import '../gallery/photograph-grid.ts';
import '../intake/photograph-intake.ts';
import { WindowIntake } from '../intake/window-intake.ts';
import '../search/label-sorter.ts';
import '../search/search-bar.ts';
import '../shell/model-status.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import './photograph-dialog.ts';
import './selection-bar.ts';
import './work-progress.ts';

/** With so many photographs of one's own, samples are in the way. */
const fewPhotographs = 8;

export class LibraryView extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;
  readonly #intake = new WindowIntake(this, (pictures) => void this.app.importer.add(pictures));

  constructor() {
    super();
    observe(this, () => [this.app.engine, this.app.photographs]);
  }

  override render() {
    const { app } = this;
    const { items, loaded } = app.photographs;
    return html`
      <model-status .engine=${app.engine} ?hidden=${app.engine.status.kind === 'ready'}></model-status>
      <photograph-intake
        .importer=${app.importer}
        ?compact=${items.length > 0}
        ?samples=${loaded && items.length < fewPhotographs}
        ?dragging=${this.#intake.dragging}
      ></photograph-intake>
      ${
        loaded && items.length > 0
          ? html`<search-bar .app=${app}></search-bar> <label-sorter .app=${app}></label-sorter>`
          : nothing
      }
      <work-progress .app=${app}></work-progress>
      <selection-bar .app=${app}></selection-bar>
      <photograph-grid .app=${app} @grid-emptied=${this.#focusIntake}></photograph-grid>
      <photograph-dialog .app=${app}></photograph-dialog>
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
        gap: 1rem;
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
