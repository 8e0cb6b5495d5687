/** <photograph-grid>: the cards near the screen, in the order of the search while there is one. */
import { msg, str } from '@lit/localize';
import { css, html, type PropertyValues } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PhotographRow } from '../../library/photograph-row.ts';
import { AppElement } from '../element.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import type { RankedHit } from '../search/ranked-hits.ts';
import { controls } from '../styles/controls.ts';
import './photograph-card.ts';
import { shownPhotographs } from './ranking.ts';
import { VirtualList, type Placement } from './virtual-list.ts';

const noHits: ReadonlyMap<string, RankedHit> = new Map();
/** Below the picture, in px: two lines of caption and the buttons; where cards are narrow, three lines. */
const [bodyHeight, narrowBodyHeight] = [96, 117];

export class PhotographGrid extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;
  #shown: readonly PhotographRow[] = [];
  #focused: HTMLElement | undefined;
  readonly #list = new VirtualList(this, (all) => {
    const small = all < 600;
    return {
      leastWidth: small ? 150 : 236,
      gap: small ? 10 : 16,
      heightOf: (width) => Math.round(width * 0.72) + (small ? narrowBodyHeight : bodyHeight),
    };
  });

  constructor() {
    super();
    observe(this, () => {
      const { photographs, search, selection, sorting, thumbnails } = this.app;
      return [photographs, search, selection, sorting, thumbnails];
    });
  }

  /** Moving a card in the document takes the focus from it; this gives it back. */
  override willUpdate(_: PropertyValues): void {
    const button = this.shadowRoot?.activeElement?.shadowRoot?.activeElement;
    this.#focused = button instanceof HTMLElement ? button : undefined;
  }

  override updated(): void {
    if (this.#focused?.isConnected && !this.shadowRoot?.activeElement) this.#focused.focus();
  }

  override render() {
    const { photographs, search, sorting } = this.app;
    const { status } = search;
    const hits = status.kind === 'found' ? status.hits : noHits;
    this.#shown = shownPhotographs(photographs.items, hits, sorting.shown);
    const { from, to, height, place } = this.#list.layout(this.#shown.length);
    const indices = Array.from({ length: to - from }, (_, i) => from + i);
    // A card with the focus stays, however far it is scrolled away.
    const focused = this.#focused && this.#indexOfFocused();
    if (focused !== undefined && focused >= 0 && !indices.includes(focused)) indices.push(focused);
    return html`<ul
      aria-label=${msg('Photographs')}
      ?hidden=${this.#shown.length === 0}
      .style=${`height: ${height}px`}
    >
      ${repeat(
        indices,
        (index) => this.#shown[index]?.id,
        (index) => this.#item(index, place(index), hits),
      )}
    </ul>`;
  }

  #indexOfFocused(): number {
    const card = this.shadowRoot?.activeElement;
    return card?.localName === 'photograph-card'
      ? this.#shown.findIndex(({ id }) => id === (card as unknown as { row: PhotographRow }).row.id)
      : -1;
  }

  #item(index: number, { x, y, width, height }: Placement, hits: ReadonlyMap<string, RankedHit>) {
    const row = this.#shown[index];
    if (row === undefined) return undefined;
    const { announcer, indexer, photographs, preferences, route, selection, thumbnails } = this.app;
    const { id, name } = row;
    const wanted = () => ({ length: preferences.get('length'), candidates: preferences.get('candidates') });
    return html`<li
      aria-setsize=${this.#shown.length}
      aria-posinset=${index + 1}
      .style=${`transform: translate(${x}px, ${y}px); width: ${width}px; height: ${height}px`}
    >
      <photograph-card
        .row=${row}
        .state=${photographs.stateOf(row)}
        .thumbnail=${row.width === undefined ? undefined : thumbnails.url(id)}
        .hit=${hits.get(id)}
        .selected=${selection.has(id)}
        .selecting=${selection.size > 0}
        @photograph-open=${() => route.amend({ photo: id })}
        @photograph-choose=${({ detail }: CustomEvent<boolean>) =>
          selection.toggle(id, detail ? this.#shown.map((shown) => shown.id) : undefined)}
        @photograph-caption=${() => void indexer.caption([row], wanted())}
        @photograph-remove=${() => void this.#remove(index)}
        @photograph-retry=${() => void indexer.retry(id)}
        @photograph-similar=${() => route.go({ like: id })}
        @photograph-copied=${() => announcer.say(msg(str`Copied the caption of ${name}.`))}
        @photograph-not-copied=${() => announcer.say(msg('The browser does not allow copying here.'))}
      ></photograph-card>
    </li>`;
  }

  /** The focus goes to the card that takes the place. */
  async #remove(index: number): Promise<void> {
    const row = this.#shown[index];
    if (row === undefined) return;
    const next = this.#shown[index + 1] ?? this.#shown[index - 1];
    this.#focused = undefined;
    await this.app.photographs.remove([row.id]);
    await this.updateComplete;
    const cards = [...this.renderRoot.querySelectorAll('photograph-card')];
    const card = cards.find((candidate) => candidate.row.id === next?.id);
    if (card) card.focusRemove();
    else this.dispatchEvent(new Event('grid-emptied'));
  }

  static override styles = [
    controls,
    css`
      ul {
        position: relative;
        margin: 0;
        padding: 0;
        list-style: none;
        contain: layout style;
      }
      li {
        position: absolute;
        top: 0;
        left: 0;
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
