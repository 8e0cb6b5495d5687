/** <view-outlet>: the view that the address names. A view once shown is kept, and goes on where it was. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import type { AppState } from '../state/app-state.ts';
import { messageOf } from '../state/error-message.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { views, type View, type ViewElement } from '../views.ts';

/** The view whose id is `id`, or the first. */
export function viewOf(id: string): View {
  return views.find((view) => view.id === id) ?? views[0];
}

export class ViewOutlet extends AppElement {
  static override properties = { app: { attribute: false }, error: { state: true } };
  declare app: AppState;
  declare error: string;
  readonly #shown = new Map<View, ViewElement>();
  readonly #loading = new Set<View>();

  constructor() {
    super();
    this.error = '';
    observe(this, () => [this.app.route]);
  }

  override render() {
    const view = viewOf(this.app.route.get('view'));
    document.title = view === views[0] ? 'Ocelli' : `${view.title()} · Ocelli`;
    const element = this.#shown.get(view);
    if (element) return element;
    if (!this.error) void this.#load(view);
    return this.error
      ? html`<div class="error" role="alert">
          <p>${msg('This part of the page could not be loaded.')} ${this.error}</p>
          <button @click=${() => (this.error = '')}>${msg('Try again')}</button>
        </div>`
      : nothing;
  }

  async #load(view: View): Promise<void> {
    if (this.#loading.has(view)) return;
    this.#loading.add(view);
    try {
      await view.load();
      const element = document.createElement(view.tag) as ViewElement;
      element.app = this.app;
      this.#shown.set(view, element);
      this.requestUpdate();
    } catch (error) {
      this.error = messageOf(error);
    } finally {
      this.#loading.delete(view);
    }
  }

  static override styles = [
    controls,
    css`
      p {
        margin: 0 0 0.5rem;
      }
    `,
  ];
}

customElements.define('view-outlet', ViewOutlet);

declare global {
  interface HTMLElementTagNameMap {
    'view-outlet': ViewOutlet;
  }
}
