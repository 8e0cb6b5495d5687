/** <ocelli-app>: the page from top to bottom, and the one live region. */
import { LitElement, css, html } from 'lit';
import '../gallery/photograph-grid.ts';
import '../intake/photograph-intake.ts';
import { WindowIntake } from '../intake/window-intake.ts';
import '../search/search-bar.ts';
import { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import './app-header.ts';
import './model-status.ts';

export class OcelliApp extends LitElement {
  /** The page's state; its engine is loaded by main.ts. */
  readonly app = new AppState();
  readonly #intake = new WindowIntake(this, (pictures) => this.app.photographs.add(pictures));

  constructor() {
    super();
    observe(this, () => [this.app.announcer, this.app.engine, this.app.photographs]);
  }

  override render() {
    const { app } = this;
    return html`
      <app-header .engine=${app.engine}></app-header>
      <main>
        <model-status .engine=${app.engine} ?hidden=${app.engine.status.kind === 'ready'}></model-status>
        <photograph-intake
          .photographs=${app.photographs}
          ?compact=${app.photographs.items.length > 0}
          ?dragging=${this.#intake.dragging}
        ></photograph-intake>
        <search-bar .app=${app} ?hidden=${app.photographs.items.length === 0}></search-bar>
        <photograph-grid .app=${app} @grid-emptied=${this.#focusIntake}></photograph-grid>
      </main>
      <p class="visually-hidden" role="status" aria-live="polite">${app.announcer.message}</p>
    `;
  }

  #focusIntake(): void {
    this.renderRoot.querySelector('photograph-intake')?.focusButton();
  }

  static override styles = [
    controls,
    css`
      :host {
        max-width: 76rem;
        margin: 0 auto;
        padding: 1rem clamp(0.75rem, 3vw, 2rem) 3rem;
      }
      main {
        display: grid;
        gap: 1.25rem;
      }
      main > * {
        min-width: 0;
      }
    `,
  ];
}

customElements.define('ocelli-app', OcelliApp);

declare global {
  interface HTMLElementTagNameMap {
    'ocelli-app': OcelliApp;
  }
}
