/** <captions-view>: captions of many photographs: made in a queue, edited, replaced, compared, and saved as files. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { PhotographRow } from '../../library/photograph-row.ts';
import { AppElement } from '../element.ts';
import { countPhotographs, formatNumber } from '../figures.ts';
import '../library/work-progress.ts';
import '../shell/model-status.ts';
import type { AppState } from '../state/app-state.ts';
import { messageOf } from '../state/error-message.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { panels } from '../styles/panels.ts';
import './caption-list.ts';
import { better, isCompared, keep, score } from './comparison.ts';
import { replaced } from './replacement.ts';
import { saveCaptions, type ExportFormat } from './save-file.ts';
import { captionsStyles } from './captions-styles.ts';

export class CaptionsView extends AppElement {
  static override properties = {
    app: { attribute: false },
    find: { state: true },
    replacement: { state: true },
    comparing: { state: true },
  };
  declare app: AppState;
  declare find: string;
  declare replacement: string;
  /** How many pairs have been scored, while that goes on. */
  declare comparing: number | undefined;

  constructor() {
    super();
    this.find = '';
    this.replacement = '';
    observe(this, () => {
      const { engine, indexer, photographs, preferences, selection } = this.app;
      return [engine, indexer.work, photographs, preferences, selection];
    });
  }

  /** The selected photographs, or all. */
  get #scope(): readonly PhotographRow[] {
    const { photographs, selection } = this.app;
    return selection.size > 0 ? selection.rows : photographs.items;
  }

  override render() {
    const { app } = this;
    const rows = this.#scope;
    if (rows.length === 0)
      return html`<p class="empty">
        ${msg('No photographs yet. Add some, and their captions are written and kept here.')}
        <a href=${app.route.href({})}>${msg('Add photographs')}</a>
      </p>`;
    return html`
      <model-status .engine=${app.engine} ?hidden=${app.engine.status.kind === 'ready'}></model-status>
      <section aria-label=${msg('Tools')}>
        ${this.#writing(rows)} ${this.#replacing(rows)} ${this.#comparison(rows)} ${this.#saving(rows)}
      </section>
      <work-progress .app=${app}></work-progress>
      <caption-list .app=${app} .rows=${rows}></caption-list>
    `;
  }

  #writing(rows: readonly PhotographRow[]) {
    const { indexer, preferences } = this.app;
    const missing = rows.filter(({ caption, wanted, failure }) => !caption && !wanted && !failure);
    const waiting = rows.filter(({ wanted, failure }) => wanted && !failure).length;
    const wanted = { length: preferences.get('length'), candidates: preferences.get('candidates') };
    return html`<div class="tool">
      <label
        >${msg('Length')}
        <select
          @change=${(event: Event) => preferences.set('length', this.#value(event) as 'short' | 'long')}
        >
          <option value="short" ?selected=${wanted.length === 'short'}>${msg('Short')}</option>
          <option value="long" ?selected=${wanted.length === 'long'}>${msg('Long')}</option>
        </select></label
      >
      <label
        >${msg('Choose from')}
        <select @change=${(event: Event) => preferences.set('candidates', Number(this.#value(event)))}>
          ${[1, 2, 3, 4, 5].map(
            (count) =>
              html`<option value=${count} ?selected=${wanted.candidates === count}>${count}</option>`,
          )}
        </select></label
      >
      ${
        missing.length > 0
          ? html`<button class="primary" @click=${() => void indexer.caption(missing, wanted)}>
              ${msg(str`Caption ${countPhotographs(missing.length)}`)}
            </button>`
          : nothing
      }
      <button @click=${() => void indexer.caption(rows, wanted)}>
        ${msg(str`Caption all ${formatNumber(rows.length)} again`)}
      </button>
      ${waiting > 0 ? html`<button @click=${() => void indexer.cancel()}>${msg('Stop')}</button>` : nothing}
      <label class="check"
        ><input
          type="checkbox"
          .checked=${preferences.get('captionNew')}
          @change=${(event: Event) =>
            preferences.set('captionNew', (event.target as HTMLInputElement).checked)}
        />
        ${msg('Caption new photographs as they come')}</label
      >
    </div>`;
  }

  #replacing(rows: readonly PhotographRow[]) {
    const changes = replaced(rows, this.find, this.replacement);
    return html`<form
      class="tool"
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#replace(changes);
      }}
    >
      <label
        >${msg('Find')}
        <input
          .value=${this.find}
          autocomplete="off"
          @input=${(event: Event) => (this.find = this.#value(event))}
      /></label>
      <label
        >${msg('Replace with')}
        <input
          .value=${this.replacement}
          autocomplete="off"
          @input=${(event: Event) => (this.replacement = this.#value(event))}
      /></label>
      <button type="submit" ?disabled=${changes.length === 0}>
        ${msg(str`Replace in ${formatNumber(changes.length)} captions`)}
      </button>
    </form>`;
  }

  #comparison(rows: readonly PhotographRow[]) {
    const pairs = rows.filter(isCompared);
    if (pairs.length === 0) return nothing;
    const judged = pairs.filter((row) => better(row) !== undefined);
    const label =
      this.comparing === undefined
        ? msg(str`Compare ${formatNumber(pairs.length)} with the captions beside the pictures`)
        : msg(str`Compared ${formatNumber(this.comparing)} of ${formatNumber(pairs.length)}`);
    return html`<div class="tool">
      <button ?disabled=${this.comparing !== undefined} @click=${() => void this.#compare()}>${label}</button>
      ${
        judged.length > 0
          ? html`<button class="primary" @click=${() => void this.#keepBetter()}>
              ${msg(str`Keep the better one of ${formatNumber(judged.length)}`)}
            </button>`
          : nothing
      }
    </div>`;
  }

  #saving(rows: readonly PhotographRow[]) {
    const formats: [ExportFormat, string][] = [
      ['txt', msg('Text beside each picture')],
      ['csv', 'CSV'],
      ['jsonl', 'JSONL'],
      ['html', msg('HTML alt texts')],
    ];
    return html`<div class="tool" role="group" aria-label=${msg('Save captions')}>
      <span>${msg('Save as')}</span>
      ${formats.map(
        ([format, title]) => html`<button @click=${() => void saveCaptions(rows, format)}>${title}</button>`,
      )}
    </div>`;
  }

  #value(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  async #replace(changes: readonly PhotographRow[]): Promise<void> {
    const before = changes.flatMap(({ id }) => this.app.photographs.find(id) ?? []);
    await this.app.photographs.save(changes);
    const message = msg(str`Replaced in ${formatNumber(changes.length)} captions.`);
    this.app.announcer.say(message);
    const undo = { label: msg('Undo'), run: () => void this.app.photographs.save(before) };
    this.app.notice.show(message, undo);
  }

  async #compare(): Promise<void> {
    const { announcer, indexer, notice, photographs } = this.app;
    this.comparing = 0;
    try {
      const vlm = await indexer.prepared();
      for (const row of this.#scope.filter(isCompared)) {
        const scored = better(row) ? row : await score(vlm, row, await photographs.picture(row.id));
        if (scored !== row && photographs.find(row.id) === row) await photographs.save([scored]);
        this.comparing++;
      }
      announcer.say(msg('The captions have been compared.'));
    } catch (error) {
      notice.show(messageOf(error));
    }
    this.comparing = undefined;
  }

  async #keepBetter(): Promise<void> {
    const kept = this.#scope.filter(isCompared).flatMap((row) => {
      const which = better(row);
      return which ? [keep(row, which)] : [];
    });
    await this.app.photographs.save(kept);
    this.app.announcer.say(msg(str`Kept the better of ${formatNumber(kept.length)} pairs of captions.`));
  }

  static override styles = [controls, panels, captionsStyles];
}

customElements.define('captions-view', CaptionsView);

declare global {
  interface HTMLElementTagNameMap {
    'captions-view': CaptionsView;
  }
}
