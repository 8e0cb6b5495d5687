/** <caption-row>: one photograph's caption to read and edit, with the one that came beside it. Tells wishes by events. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import type { PhotographRow, StoredCaption } from '../../library/photograph-row.ts';
import { AppElement } from '../element.ts';
import { formatNumber } from '../figures.ts';
import { unsureMark } from '../gallery/unsure-mark.ts';
import { captionLanguage, modelLanguage } from '../model-language.ts';
import type { PhotographState } from '../state/photograph.ts';
import { controls } from '../styles/controls.ts';
import { marks } from '../styles/marks.ts';
import { better, isCompared, type Compared } from './comparison.ts';

export class CaptionRow extends AppElement {
  static override properties = {
    row: { attribute: false },
    state: { attribute: false },
    thumbnail: { attribute: false },
  };
  declare row: PhotographRow;
  declare state: PhotographState;
  declare thumbnail: string | undefined;

  override render() {
    const { row, state } = this;
    const { name } = row;
    const writing = state.kind === 'captioning' || state.kind === 'waiting';
    const text = state.kind === 'captioning' ? state.text : (row.caption?.text ?? '');
    const language = state.kind === 'captioning' ? modelLanguage : captionLanguage(row.caption);
    return html`<article aria-label=${name}>
      ${this.thumbnail ? html`<img src=${this.thumbnail} alt="" decoding="async" />` : html`<span class="blank"></span>`}
      <div class="words">
        <div class="head">
          <span class="name">${row.folder}${name}</span>
          <span>${this.#remark(state)}</span>
          ${unsureMark(state.kind === 'captioned' ? state.caption : undefined)}
        </div>
        <textarea
          aria-label=${msg(str`Caption of ${name}`)}
          lang=${language}
          rows="2"
          ?readonly=${writing}
          .value=${text}
          @change=${(event: Event) => this.#tell('edit', (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        ${row.given ? this.#given(row) : nothing}
      </div>
    </article>`;
  }

  #remark(state: PhotographState): string {
    switch (state.kind) {
      case 'waiting':
        return msg('Waiting…');
      case 'captioning':
        return msg('Writing…');
      case 'failed':
        return state.message;
      case 'plain':
        return msg('No caption');
      case 'captioned':
        return state.caption.source === 'hand' ? msg('Edited by hand') : '';
      default:
        return state satisfies never;
    }
  }

  #given(row: PhotographRow) {
    const judged = isCompared(row) ? better(row) : undefined;
    return html`<div class="given">
      <span class=${judged === 'caption' ? 'worse' : ''}
        >${msg('Beside the picture:')} ${row.given?.text}</span
      >
      ${isCompared(row) && judged ? this.#judgement(row, judged) : nothing}
      <button
        class="quiet"
        aria-label=${msg(str`Use the caption beside ${row.name}`)}
        @click=${() => this.#tell('keep', 'given')}
      >
        ${msg('Use this')}
      </button>
    </div>`;
  }

  #judgement({ caption, given }: Compared, judged: 'caption' | 'given') {
    const points = ({ match }: StoredCaption) => formatNumber(match?.score ?? 0, 3);
    const figures = msg(str`match: the model's ${points(caption)}, beside the picture ${points(given)}`);
    return html`<small>
      <strong>${judged === 'caption' ? msg("The model's fits better") : msg('This one fits better')}</strong>,
      ${figures}
    </small>`;
  }

  #tell(wish: 'edit' | 'keep', detail: string): void {
    this.dispatchEvent(new CustomEvent(`caption-${wish}`, { detail }));
  }

  static override styles = [
    controls,
    marks,
    css`
      :host {
        height: 100%;
      }
      article {
        display: grid;
        grid-template-columns: 8.5rem minmax(0, 1fr);
        height: 100%;
        border: 1px solid var(--line);
        border-radius: 0.7rem;
        background: var(--surface);
        overflow: hidden;
      }
      img,
      .blank {
        width: 100%;
        height: 100%;
        min-height: 0;
        object-fit: cover;
        background: var(--line);
      }
      .words {
        display: flex;
        flex-direction: column;
        gap: 0.3rem;
        min-width: 0;
        padding: 0.45rem 0.7rem;
      }
      .head {
        display: flex;
        justify-content: space-between;
        gap: 0.75rem;
        color: var(--muted);
        font-size: 0.8rem;
        white-space: nowrap;
      }
      .head span {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .head .unsure {
        padding-block: 0;
        line-height: 1.2;
      }
      .name {
        flex: 1;
        min-width: 4rem;
      }
      textarea {
        flex: none;
        width: 100%;
        height: 3.4rem;
        padding: 0.25rem 0.5rem;
        border: 1px solid var(--control-line);
        border-radius: 0.4rem;
        background: var(--ground);
        color: var(--text);
        font: inherit;
        font-size: 0.94rem;
        resize: none;
      }
      .given {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 0.6rem;
        min-height: 0;
        overflow: auto;
        font-size: 0.86rem;
      }
      .given button {
        min-height: 1.75rem;
        padding-block: 0;
      }
      .worse {
        color: var(--error);
        text-decoration: line-through;
      }
      small {
        color: var(--muted);
      }
      @media (max-width: 40rem) {
        article {
          grid-template-columns: 5rem minmax(0, 1fr);
        }
      }
    `,
  ];
}

customElements.define('caption-row', CaptionRow);

declare global {
  interface HTMLElementTagNameMap {
    'caption-row': CaptionRow;
  }
}
