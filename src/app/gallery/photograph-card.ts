/** <photograph-card>: one photograph with its caption, its search scores and buttons. Tells its wishes by events. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { PhotographRow } from '../../library/photograph-row.ts';
import { AppElement } from '../element.ts';
import { asSentence } from '../figures.ts';
import { captionLanguage, modelLanguage } from '../model-language.ts';
import { icons } from '../shell/icons.ts';
import type { PhotographState } from '../state/photograph.ts';
import type { RankedHit } from '../search/ranked-hits.ts';
import { controls } from '../styles/controls.ts';
import { marks } from '../styles/marks.ts';
import { cardStyles } from './card-styles.ts';
import { scoreBadge } from './score-badge.ts';
import { unsureMark } from './unsure-mark.ts';

/** What a card asks for; `detail` of `photograph-choose` is whether Shift was held. */
export type Wish = 'remove' | 'retry' | 'similar' | 'open' | 'choose' | 'copied' | 'not-copied' | 'caption';

/** How long the button says what came of copying. */
const copyNoticeMs = 2000;

export class PhotographCard extends AppElement {
  static override properties = {
    row: { attribute: false },
    state: { attribute: false },
    thumbnail: { attribute: false },
    hit: { attribute: false },
    selected: { type: Boolean },
    selecting: { type: Boolean },
    copied: { state: true },
  };
  declare row: PhotographRow;
  declare state: PhotographState;
  declare thumbnail: string | undefined;
  declare hit: RankedHit | undefined;
  declare selected: boolean;
  /** Whether any photograph is selected, so that the box to choose one is always seen. */
  declare selecting: boolean;
  declare copied: boolean | undefined;

  focusRemove(): void {
    this.renderRoot.querySelector<HTMLButtonElement>('.remove')?.focus();
  }

  override render() {
    const { name } = this.row;
    const working = this.state.kind === 'waiting' || this.state.kind === 'captioning';
    const classes = [this.selected && 'selected', this.selecting && 'selecting'].filter(Boolean).join(' ');
    return html`<article class=${classes} aria-label=${name}>
      <button
        class="picture ${working ? 'working' : ''}"
        aria-label=${msg(str`Open ${name}`)}
        @click=${() => this.#tell('open')}
      >
        ${this.#picture()}
      </button>
      ${this.hit ? scoreBadge(this.hit) : nothing}
      <label class="choose">
        <input
          type="checkbox"
          aria-label=${msg(str`Select ${name}`)}
          .checked=${this.selected}
          @click=${(event: MouseEvent) => this.#tell('choose', event.shiftKey)}
        />
      </label>
      <div class="body">
        ${this.#caption()}
        <div class="buttons">
          ${unsureMark(this.state.kind === 'captioned' ? this.state.caption : undefined)}
          <span class="file" title=${this.row.folder + name}>${name}</span>
          ${this.#buttons()}
        </div>
      </div>
    </article>`;
  }

  #picture() {
    const { name, width } = this.row;
    if (width === undefined) return html`<span class="none">${msg('No preview')}</span>`;
    if (this.thumbnail === undefined) return nothing;
    return html`<img src=${this.thumbnail} alt=${msg(str`Photograph ${name}`)} decoding="async" />`;
  }

  #caption() {
    const { state } = this;
    switch (state.kind) {
      case 'waiting':
        return html`<p class="caption muted" aria-busy="true">${msg('Waiting…')}</p>`;
      case 'captioning':
        return html`<p class="caption" aria-busy="true">
          ${state.text ? html`<span lang=${modelLanguage}>${asSentence(state.text).replace(/\.$/, '')}</span>` : html`<span class="muted">${msg('Looking')}</span>`}<span
            class="caret"
            aria-hidden="true"
          ></span>
        </p>`;
      case 'captioned':
        return html`<p
          class="caption done"
          lang=${captionLanguage(state.caption)}
          title=${state.caption.text}
        >
          ${state.caption.text}
        </p>`;
      case 'plain':
        return html`<p class="caption">
          <button class="quiet" @click=${() => this.#tell('caption')}>${msg('Write a caption')}</button>
        </p>`;
      case 'failed':
        return html`<p class="caption error" title=${state.message}>${state.message}</p>`;
      default:
        return state satisfies never;
    }
  }

  #buttons() {
    const { name } = this.row;
    const { state } = this;
    return html`${
      state.kind === 'captioned'
        ? html`${this.#button(msg(str`Copy caption of ${name}`), this.copied ? 'done' : 'copy', () => void this.#copy())}
          ${this.#button(msg(str`Find similar to ${name}`), 'similar', () => this.#tell('similar'))}`
        : nothing
    }
    ${
      state.kind === 'failed' && state.mayRetry
        ? this.#button(msg(str`Try again: ${name}`), 'retry', () => this.#tell('retry'))
        : nothing
    }
    ${this.#button(msg(str`Remove ${name}`), 'remove', () => this.#tell('remove'))}`;
  }

  #button(label: string, icon: keyof typeof icons, click: () => void) {
    return html`<button class="quiet ${icon}" aria-label=${label} title=${label} @click=${click}>
      ${icons[icon]}
    </button>`;
  }

  async #copy(): Promise<void> {
    const { state } = this;
    if (state.kind !== 'captioned') return;
    const copied = await navigator.clipboard?.writeText(state.caption.text).then(
      () => true,
      () => false,
    );
    this.copied = copied;
    setTimeout(() => (this.copied = undefined), copyNoticeMs);
    this.#tell(copied ? 'copied' : 'not-copied');
  }

  #tell(wish: Wish, detail?: boolean): void {
    this.dispatchEvent(new CustomEvent(`photograph-${wish}`, { detail }));
  }

  static override styles = [controls, marks, cardStyles];
}

customElements.define('photograph-card', PhotographCard);

declare global {
  interface HTMLElementTagNameMap {
    'photograph-card': PhotographCard;
  }
}
