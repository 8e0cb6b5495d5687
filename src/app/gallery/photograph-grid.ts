/** <photograph-grid>: the cards, in the order of the search while there is one. Keeps the focus when a card goes. */
import { css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { AppElement } from '../element.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import type { Photograph } from '../state/photograph.ts';
import type { RankedHit } from '../state/search-state.ts';
import { controls } from '../styles/controls.ts';
import './photograph-card.ts';
import { inRankOrder } from './ranking.ts';

const noHits: ReadonlyMap<string, RankedHit> = new Map();

export class PhotographGrid extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.photographs, this.app.search]);
  }

  #focused: HTMLElement | undefined;

  /** Moving a card in the document takes the focus from it; this gives it back. */
  override willUpdate(): void {
    const card = this.shadowRoot?.activeElement;
    const button = card?.shadowRoot?.activeElement;
    this.#focused = button instanceof HTMLElement ? button : undefined;
  }

  override updated(): void {
    if (this.#focused?.isConnected && !this.shadowRoot?.activeElement) this.#focused.focus();
  }

  override render() {
    const { status } = this.app.search;
    const hits = status.kind === 'found' ? status.hits : noHits;
    const ordered = inRankOrder(this.app.photographs.items, hits);
    return html`<ul aria-label="Photographs" ?hidden=${ordered.length === 0}>
      ${repeat(
        ordered,
        ({ id }) => id,
        (photograph) => this.#item(photograph, hits.get(photograph.id)),
      )}
    </ul>`;
  }

  #item(photograph: Photograph, hit: RankedHit | undefined) {
    const { id, name } = photograph;
    const similar = () => this.app.search.ask({ query: { id }, title: `photographs like ${name}` });
    return html`<li>
      <photograph-card
        .photograph=${photograph}
        .hit=${hit}
        @photograph-remove=${() => void this.#remove(id)}
        @photograph-retry=${() => this.app.photographs.retry(id)}
        @photograph-similar=${() => void similar()}
        @photograph-copied=${() => this.app.announcer.say(`Copied the caption of ${name}.`)}
        @photograph-not-copied=${() => this.app.announcer.say('The browser does not allow copying here.')}
      ></photograph-card>
    </li>`;
  }

  async #remove(id: string): Promise<void> {
    const cards = [...this.renderRoot.querySelectorAll('photograph-card')];
    const place = cards.findIndex(({ photograph }) => photograph.id === id);
    this.app.photographs.remove(id);
    await this.updateComplete;
    const next = [...this.renderRoot.querySelectorAll('photograph-card')].at(
      Math.min(place, cards.length - 2),
    );
    if (next === undefined || cards.length === 1) this.dispatchEvent(new Event('grid-emptied'));
    else next.focusRemove();
  }

  static override styles = [
    controls,
    css`
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
        gap: 1rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        min-width: 0;
        display: flex;
      }
      photograph-card {
        flex: 1;
        min-width: 0;
      }
    `,
  ];
}

customElements.define('photograph-grid', PhotographGrid);

declare global {
  interface HTMLElementTagNameMap {
    'photograph-grid': PhotographGrid;
  }
}
