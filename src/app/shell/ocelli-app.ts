/** <ocelli-app>: the page around its views, and the one live region. */
import { css, html } from 'lit';
import { AppElement } from '../element.ts';
import { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import './app-header.ts';
import './app-notice.ts';
import './view-outlet.ts';

export class OcelliApp extends AppElement {
  /** The page's state; its engine is loaded by main.ts. */
  readonly app = new AppState();

  constructor() {
    super();
    observe(this, () => [this.app.announcer]);
  }

  override render() {
    const { app } = this;
    return html`
      <app-header .app=${app}></app-header>
      <main>
        <view-outlet .app=${app}></view-outlet>
        <app-notice .notice=${app.notice}></app-notice>
      </main>
      <p class="visually-hidden" role="status" aria-live="polite">${app.announcer.message}</p>
    `;
  }

  static override styles = [
    controls,
    css`
      :host {
        max-width: 88rem;
        margin: 0 auto;
        padding: 0 clamp(0.75rem, 3vw, 2rem) 3rem;
      }
      @media (max-width: 46rem) {
        :host {
          padding-bottom: 5.5rem;
        }
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
