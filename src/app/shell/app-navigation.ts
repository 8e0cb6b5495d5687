/** <app-navigation>: the views as links: in the header on a desk, at the bottom edge on a telephone. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { AppElement } from '../element.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { views, type View } from '../views.ts';
import { viewOf } from './view-outlet.ts';

export class AppNavigation extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.route]);
  }

  override render() {
    const shown = viewOf(this.app.route.get('view'));
    return html`<nav aria-label=${msg('Views')} ?hidden=${views.length < 2}>
      ${views.map((view) => this.#link(view, view === shown))}
    </nav>`;
  }

  #link(view: View, current: boolean) {
    const parameters = view === views[0] ? {} : { view: view.id };
    return html`<a
      href=${this.app.route.href(parameters)}
      aria-current=${current ? 'page' : 'false'}
      @click=${(event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        this.app.route.go(parameters);
        scrollTo(0, 0);
      }}
      >${view.icon}<span>${view.title()}</span></a
    >`;
  }

  static override styles = [
    controls,
    css`
      nav {
        display: flex;
        gap: 0.15rem;
      }
      a {
        display: flex;
        align-items: center;
        gap: 0.45rem;
        padding: 0.45rem 0.8rem;
        border-radius: 0.6rem;
        color: var(--muted);
        font-size: 0.94rem;
        font-weight: 550;
        text-decoration: none;
      }
      a:hover {
        color: var(--text);
        background: var(--accent-soft);
      }
      a[aria-current='page'] {
        color: var(--accent);
        background: var(--accent-soft);
      }
      @media (max-width: 46rem) {
        nav {
          position: fixed;
          inset: auto 0 0;
          z-index: 20;
          justify-content: space-around;
          gap: 0;
          padding: 0.25rem 0.25rem calc(0.25rem + env(safe-area-inset-bottom));
          border-top: 1px solid var(--line);
          background: var(--surface);
        }
        a {
          flex: 1 1 auto;
          flex-direction: column;
          gap: 0.05rem;
          min-width: 0;
          padding: 0.3rem 0.1rem;
          font-size: 0.72rem;
        }
        a span {
          max-width: 100%;
          overflow: hidden;
          text-overflow: ellipsis;
          white-space: nowrap;
        }
      }
      @media (max-width: 26rem) {
        a {
          padding-inline: 0;
          font-size: 0.62rem;
        }
      }
    `,
  ];
}

customElements.define('app-navigation', AppNavigation);

declare global {
  interface HTMLElementTagNameMap {
    'app-navigation': AppNavigation;
  }
}
