/** <photograph-card>: one photograph with its caption, figures, search scores and buttons. Tells its wishes by events. */
import { html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { asSentence, formatBytes } from '../figures.ts';
import type { Photograph } from '../state/photograph.ts';
import type { RankedHit } from '../state/search-state.ts';
import { controls } from '../styles/controls.ts';
import { cardStyles } from './card-styles.ts';
import { scoreBadge } from './score-badge.ts';
import { timingDetails } from './timing-details.ts';

type Wish = 'photograph-remove' | 'photograph-retry' | 'photograph-similar';
type Copying = 'photograph-copied' | 'photograph-not-copied';

/** How long the button says what came of copying. */
const copyNoticeMs = 2000;

export class PhotographCard extends AppElement {
  static override properties = {
    photograph: { attribute: false },
    hit: { attribute: false },
    copyNotice: { state: true },
  };
  declare photograph: Photograph;
  declare hit: RankedHit | undefined;
  declare copyNotice: string;

  constructor() {
    super();
    this.copyNotice = '';
  }

  focusRemove(): void {
    this.renderRoot.querySelector<HTMLButtonElement>('.remove')?.focus();
  }

  override render() {
    const { name, blob, size, state } = this.photograph;
    const pixels = size ? `${size.width} × ${size.height} px, ` : '';
    return html`<article aria-label=${name}>
      ${this.#picture()}
      <div class="body">
        ${this.hit ? scoreBadge(this.hit) : nothing} ${this.#caption()}
        <p class="file"><span>${name}</span> ${pixels}${formatBytes(blob.size)}</p>
        ${state.kind === 'captioned' ? timingDetails(state.result) : nothing} ${this.#buttons()}
      </div>
    </article>`;
  }

  #picture() {
    const { url, name, size, state } = this.photograph;
    if (size === undefined) return html`<div class="picture none" aria-hidden="true">No preview</div>`;
    const working = state.kind === 'waiting' || state.kind === 'captioning';
    return html`<div class="picture ${working ? 'working' : ''}">
      <img src=${url} alt="Photograph ${name}" loading="lazy" decoding="async" />
    </div>`;
  }

  #caption() {
    const { state } = this.photograph;
    switch (state.kind) {
      case 'waiting':
        return html`<p class="caption muted">Waiting…</p>`;
      case 'captioning':
        return html`<p class="caption" aria-busy="true">
          ${asSentence(state.text).replace(/\.$/, '') || html`<span class="muted">Looking</span>`}<span
            class="caret"
            aria-hidden="true"
          ></span>
        </p>`;
      case 'captioned':
        return html`<p class="caption">${asSentence(state.result.caption)}</p>`;
      case 'failed':
        return html`<p class="error">${state.message}</p>`;
      default:
        return state satisfies never;
    }
  }

  #buttons() {
    const { name, state } = this.photograph;
    const captioned = state.kind === 'captioned';
    return html`<div class="buttons">
      ${
        captioned
          ? html`<button class="quiet" aria-label="Copy caption of ${name}" @click=${this.#copy}>
                ${this.copyNotice || 'Copy'}
              </button>
              <button
                class="quiet"
                aria-label="Find similar to ${name}"
                @click=${() => this.#tell('photograph-similar')}
              >
                Find similar
              </button>`
          : nothing
      }
      ${
        state.kind === 'failed' && state.mayRetry
          ? html`<button
              class="quiet"
              aria-label="Try again: ${name}"
              @click=${() => this.#tell('photograph-retry')}
            >
              Try again
            </button>`
          : nothing
      }
      <button
        class="quiet remove"
        aria-label="Remove ${name}"
        @click=${() => this.#tell('photograph-remove')}
      >
        Remove
      </button>
    </div>`;
  }

  async #copy(): Promise<void> {
    const { state } = this.photograph;
    if (state.kind !== 'captioned') return;
    const text = asSentence(state.result.caption);
    const copied = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    this.copyNotice = copied ? 'Copied' : 'Not allowed';
    setTimeout(() => (this.copyNotice = ''), copyNoticeMs);
    this.#tell(copied ? 'photograph-copied' : 'photograph-not-copied');
  }

  #tell(type: Wish | Copying): void {
    this.dispatchEvent(new Event(type));
  }

  static override styles = [controls, cardStyles];
}

customElements.define('photograph-card', PhotographCard);

declare global {
  interface HTMLElementTagNameMap {
    'photograph-card': PhotographCard;
  }
}
