/** <caption-list>: the captions near the screen, as rows to edit. */
import { msg } from '@lit/localize';
import { css, html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PhotographRow } from '../../library/photograph-row.ts';
import { AppElement } from '../element.ts';
import { VirtualList, type Placement } from '../gallery/virtual-list.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import './caption-row.ts';
import { isCompared, keep } from './comparison.ts';

/** Heights of a row without captions beside the pictures, and with them where it is wide and narrow, in px. */
const [low, high, narrow] = [104, 172, 228];
/** From this width on a caption beside a picture and the comparison take a line each, in px. */
const wide = 460;

export class CaptionList extends AppElement {
  static override properties = { app: { attribute: false }, rows: { attribute: false } };
  declare app: AppState;
  declare rows: readonly PhotographRow[];
  readonly #list = new VirtualList(this, (all) => {
    const compares = this.rows.some(({ given }) => given);
    const heightOf = (width: number) => (!compares ? low : width < wide ? narrow : high);
    return { leastWidth: Math.min(540, all), gap: 10, heightOf };
  });

  constructor() {
    super();
    observe(this, () => [this.app.photographs, this.app.thumbnails]);
  }

  override render() {
    const { from, to, height, place } = this.#list.layout(this.rows.length);
    const shown = this.rows.slice(from, to);
    return html`<ul aria-label=${msg('Captions')} .style=${`height: ${height}px`}>
      ${repeat(
        shown,
        ({ id }) => id,
        (row, index) => this.#item(row, from + index, place(from + index)),
      )}
    </ul>`;
  }

  #item(row: PhotographRow, index: number, { x, y, width, height }: Placement) {
    const { photographs, thumbnails } = this.app;
    return html`<li
      aria-setsize=${this.rows.length}
      aria-posinset=${index + 1}
      .style=${`transform: translate(${x}px, ${y}px); width: ${width}px; height: ${height}px`}
    >
      <caption-row
        .row=${row}
        .state=${photographs.stateOf(row)}
        .thumbnail=${row.width === undefined ? undefined : thumbnails.url(row.id)}
        @caption-edit=${({ detail }: CustomEvent<string>) => void this.#edit(row.id, detail)}
        @caption-keep=${() => void this.#keepGiven(row)}
      ></caption-row>
    </li>`;
  }

  async #edit(id: string, text: string): Promise<void> {
    await this.app.photographs.change(id, (row) => ({
      ...row,
      caption: { ...row.caption, text: text.trim(), source: 'hand' },
    }));
  }

  async #keepGiven(row: PhotographRow): Promise<void> {
    const { given } = row;
    if (given === undefined) return;
    await this.app.photographs.save([isCompared(row) ? keep(row, 'given') : { ...row, caption: given }]);
  }

  static override styles = [
    controls,
    css`
      ul {
        position: relative;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        position: absolute;
        top: 0;
        left: 0;
      }
    `,
  ];
}

customElements.define('caption-list', CaptionList);

declare global {
  interface HTMLElementTagNameMap {
    'caption-list': CaptionList;
  }
}
