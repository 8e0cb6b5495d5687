/** <label-sorter>: labels typed by a person, and the groups the photographs fall into. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { formatNumber } from '../figures.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';

export class LabelSorter extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.sorting, this.app.route]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.app.sorting.follow();
  }

  override render() {
    const { route, sorting } = this.app;
    const typed = route.get('labels');
    return html`<details ?open=${typed !== ''}>
      <summary>${msg('Sort into labels')}</summary>
      <form @submit=${this.#sort}>
        <input
          aria-label=${msg('Labels, separated by commas')}
          placeholder=${msg('cat, food, a person outdoors')}
          autocomplete="off"
          .value=${typed}
        />
        <button type="submit">${msg('Sort')}</button>
        ${typed ? html`<button type="button" @click=${this.#end}>${msg('End sorting')}</button>` : nothing}
      </form>
      ${sorting.groups.size > 0 ? this.#groups() : nothing}
    </details>`;
  }

  #groups() {
    const { chosen, groups } = this.app.sorting;
    const total = [...groups.values()].reduce((sum, { size }) => sum + size, 0);
    return html`<div class="groups" role="group" aria-label=${msg('Labels')}>
      ${this.#group(msg('All'), '', total, chosen === undefined)}
      ${[...groups].map(([label, ids]) => this.#group(label, label, ids.size, chosen === label))}
    </div>`;
  }

  #group(title: string, label: string, count: number, chosen: boolean) {
    return html`<button
      aria-pressed=${chosen}
      aria-label=${msg(str`${title}: ${formatNumber(count)}`)}
      @click=${() => this.app.route.amend({ label })}
    >
      ${title} <span>${formatNumber(count)}</span>
    </button>`;
  }

  #sort(event: Event): void {
    event.preventDefault();
    const labels = this.renderRoot.querySelector('input')?.value.trim() ?? '';
    if (labels === this.app.route.get('labels')) void this.app.sorting.sort();
    this.app.route.amend({ labels, label: '' });
  }

  #end(): void {
    this.app.route.amend({ labels: '', label: '' });
  }

  static override styles = [
    controls,
    css`
      summary {
        width: fit-content;
        border-radius: 0.3rem;
        color: var(--accent);
        font-size: 0.9rem;
        cursor: pointer;
      }
      form,
      .groups {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        margin-top: 0.6rem;
      }
      input {
        flex: 1 1 14rem;
        min-width: 0;
        padding: 0.3rem 0.8rem;
        font: inherit;
        font-size: 0.94rem;
        color: var(--text);
        background: var(--surface);
        border: 1px solid var(--control-line);
        border-radius: 0.55rem;
      }
      input::placeholder {
        color: var(--muted);
        opacity: 1;
      }
      .groups button {
        border-radius: 2rem;
      }
      .groups button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      .groups span {
        margin-left: 0.3em;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}

customElements.define('label-sorter', LabelSorter);

declare global {
  interface HTMLElementTagNameMap {
    'label-sorter': LabelSorter;
  }
}
