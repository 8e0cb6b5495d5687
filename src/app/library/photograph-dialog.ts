/** <photograph-dialog>: one photograph large, with its caption to edit and what is known of it. `?photo=` opens it. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { PhotographRow, ScoredText } from '../../library/photograph-row.ts';
import { AppElement } from '../element.ts';
import '../explain/match-explanation.ts';
import { asSentence, formatBytes, formatNumber, formatPercent } from '../figures.ts';
import { timingDetails } from '../gallery/timing-details.ts';
import { unsureMark } from '../gallery/unsure-mark.ts';
import { captionLanguage, modelLanguage } from '../model-language.ts';
import { icons } from '../shell/icons.ts';
import type { AppState } from '../state/app-state.ts';
import { messageOf } from '../state/error-message.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { marks } from '../styles/marks.ts';
import { dialogStyles } from './dialog-styles.ts';
import { fittingCaptions, type FittingCaption } from './fitting-captions.ts';

export class PhotographDialog extends AppElement {
  static override properties = {
    app: { attribute: false },
    url: { state: true },
    fitting: { state: true },
  };
  declare app: AppState;
  /** Object URL of the picture shown. */
  declare url: string;
  declare fitting: readonly FittingCaption[] | string | undefined;
  #shown: string | undefined;
  #picture: Blob | undefined;

  constructor() {
    super();
    this.url = '';
    observe(this, () => [this.app.route, this.app.photographs]);
  }

  get #row(): PhotographRow | undefined {
    return this.app.photographs.find(this.app.route.get('photo'));
  }

  override render() {
    const row = this.#row;
    return html`<dialog aria-labelledby="name" @close=${this.#closed} @keydown=${this.#key}>
      ${row ? this.#content(row) : nothing}
    </dialog>`;
  }

  override updated(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    const row = this.#row;
    if (row?.id !== this.#shown) void this.#load(row);
    if (row && !dialog?.open) dialog?.showModal();
    if (!row && dialog?.open) dialog.close();
  }

  #content(row: PhotographRow) {
    const { name, width, height, bytes, folder } = row;
    const pixels = width && height ? `${width} × ${height} px, ` : '';
    return html`<div class="content">
      <div class="stage">
        ${
          width === undefined
            ? html`<p>${msg('No preview')}</p>`
            : this.url
              ? html`<img src=${this.url} alt=${msg(str`Photograph ${name}`)} />`
              : nothing
        }
      </div>
      <div class="panel">
        <div class="bar">
          ${this.#button(msg('Previous photograph'), icons.previous, () => this.#step(-1))}
          ${this.#button(msg('Next photograph'), icons.next, () => this.#step(1))}
          <h2 id="name">${name}</h2>
          ${this.#button(msg('Close'), icons.close, () => this.#close())}
        </div>
        ${this.#caption(row)} ${this.#candidates(row)} ${this.#fitting()}
        <match-explanation
          .engine=${this.app.engine}
          .blob=${this.url ? this.#picture : undefined}
          .url=${this.url}
          .text=${this.app.route.get('q')}
        ></match-explanation>
        <p class="muted">${folder}${name}, ${pixels}${formatBytes(bytes)}</p>
        ${row.caption?.making ? timingDetails(row.caption.making) : nothing}
        <div class="row">
          <button @click=${() => this.app.route.go({ like: row.id })}>${msg('Find similar')}</button>
          <button @click=${() => void this.app.photographs.remove([row.id])}>${msg('Delete')}</button>
        </div>
      </div>
    </div>`;
  }

  #button(label: string, icon: unknown, click: () => void) {
    return html`<button class="quiet" aria-label=${label} title=${label} @click=${click}>${icon}</button>`;
  }

  #caption(row: PhotographRow) {
    const state = this.app.photographs.stateOf(row);
    if (state.kind === 'failed') return html`<p class="error">${state.message}</p>`;
    const writing = state.kind === 'captioning' || state.kind === 'waiting';
    const language = state.kind === 'captioning' ? modelLanguage : captionLanguage(row.caption);
    return html`<div>
      <h3><label for="caption">${msg('Caption')}</label> ${writing ? nothing : unsureMark(row.caption)}</h3>
      <textarea
        id="caption"
        lang=${language}
        ?readonly=${writing}
        .value=${state.kind === 'captioning' ? state.text : (row.caption?.text ?? '')}
        @change=${(event: Event) => void this.#edit(row.id, (event.target as HTMLTextAreaElement).value)}
      ></textarea>
      <div class="row">
        <button ?disabled=${writing} @click=${() => this.#write(row, 'short', 1)}>${msg('Short')}</button>
        <button ?disabled=${writing} @click=${() => this.#write(row, 'long', 1)}>${msg('Long')}</button>
        <button ?disabled=${writing} @click=${() => this.#write(row, 'short', 5)}>
          ${msg('Best of five')}
        </button>
      </div>
    </div>`;
  }

  #candidates({ id, caption }: PhotographRow) {
    const candidates = caption?.candidates ?? [];
    if (candidates.length < 2) return nothing;
    return html`<div>
      <h3>${msg('Other captions, by how well they match')}</h3>
      ${this.#matches(candidates, (text) => void this.#edit(id, asSentence(text)))}
    </div>`;
  }

  #fitting() {
    const { fitting } = this;
    if (typeof fitting === 'string') return html`<p class="muted">${fitting}</p>`;
    if (fitting === undefined)
      return html`<div>
        <button @click=${() => void this.#findFitting()}>${msg('Captions of your library that fit')}</button>
      </div>`;
    return html`<div>
      <h3>${msg('Captions of your library that fit')}</h3>
      ${fitting.length > 0 ? this.#matches(fitting) : html`<p class="muted">${msg('There are none yet.')}</p>`}
    </div>`;
  }

  /** @param matches With the caption of the library that each is; without one, the model's own. */
  #matches(matches: readonly (ScoredText & Partial<FittingCaption>)[], take?: (text: string) => void) {
    return html`<ul>
      ${matches.map(({ text, itc, itm, caption }) => {
        const words = html`<span lang=${caption ? captionLanguage(caption) : modelLanguage}>${text}</span>`;
        const scores = html`<small>ITM ${formatPercent(itm)}, ITC ${formatNumber(itc, 3)}</small>`;
        return take
          ? html`<li>
              <button @click=${() => take(text)}>${words}<br />${scores}</button>
            </li>`
          : html`<li>${words}<br />${scores}</li>`;
      })}
    </ul>`;
  }

  #write(row: PhotographRow, length: 'short' | 'long', candidates: number): void {
    void this.app.indexer.caption([row], { length, candidates });
  }

  async #edit(id: string, text: string): Promise<void> {
    await this.app.photographs.change(id, (row) => ({
      ...row,
      caption: { ...row.caption, text: text.trim(), source: 'hand' },
    }));
  }

  async #findFitting(): Promise<void> {
    const row = this.#row;
    if (row === undefined) return;
    this.fitting = msg('Looking…');
    const { indexer, photographs } = this.app;
    try {
      const vlm = await indexer.prepared();
      const picture = await photographs.picture(row.id);
      const found = await fittingCaptions(vlm, row, picture, (id) => photographs.find(id), 5);
      if (row.id === this.#row?.id) this.fitting = found;
    } catch (error) {
      this.fitting = messageOf(error);
    }
  }

  async #load(row: PhotographRow | undefined): Promise<void> {
    this.#shown = row?.id;
    this.fitting = undefined;
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = '';
    if (row === undefined) return;
    const picture = await this.app.photographs.picture(row.id);
    if (this.#shown !== row.id) return;
    this.#picture = picture;
    this.url = URL.createObjectURL(picture);
  }

  #step(by: number): void {
    const { items } = this.app.photographs;
    const next = items[items.findIndex(({ id }) => id === this.#shown) + by];
    if (next) this.app.route.amend({ photo: next.id });
  }

  #key(event: KeyboardEvent): void {
    if (event.composedPath()[0] instanceof HTMLTextAreaElement) return;
    if (event.key === 'ArrowLeft') this.#step(-1);
    if (event.key === 'ArrowRight') this.#step(1);
  }

  #close(): void {
    this.renderRoot.querySelector('dialog')?.close();
  }

  #closed(): void {
    if (this.app.route.get('photo')) this.app.route.amend({ photo: undefined });
  }

  static override styles = [controls, marks, dialogStyles];
}

customElements.define('photograph-dialog', PhotographDialog);

declare global {
  interface HTMLElementTagNameMap {
    'photograph-dialog': PhotographDialog;
  }
}
