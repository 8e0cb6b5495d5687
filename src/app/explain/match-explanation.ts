/** <match-explanation>: why a photograph matched a query: a heat map for the whole of it, and for each of its words. */
import { msg, str } from '@lit/localize';
import { css, html, nothing, type PropertyValues } from 'lit';
import type { Explanation } from '../../index.ts';
import { AppElement } from '../element.ts';
import { queryLanguage } from '../model-language.ts';
import type { EngineState } from '../state/engine-state.ts';
import { messageOf } from '../state/error-message.ts';
import { controls } from '../styles/controls.ts';
import './heat-map.ts';

export class MatchExplanation extends AppElement {
  static override properties = {
    engine: { attribute: false },
    blob: { attribute: false },
    url: { attribute: false },
    text: { attribute: false },
    explanation: { state: true },
    error: { state: true },
    chosen: { state: true },
  };
  declare engine: EngineState;
  /** The photograph. */
  declare blob: Blob | undefined;
  /** Its object URL. */
  declare url: string;
  /** The query; nothing is shown for an empty one. */
  declare text: string;
  declare explanation: Explanation | undefined;
  declare error: string;
  /** Index of the word shown; -1 for the whole query. */
  declare chosen: number;
  #run: AbortController | undefined;

  constructor() {
    super();
    this.url = this.text = this.error = '';
    this.chosen = -1;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('blob') || changed.has('text')) void this.#explain();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#run?.abort();
  }

  override render() {
    if (this.text.trim() === '' || !this.blob) return nothing;
    if (this.error) return html`<p class="error">${this.error}</p>`;
    const { explanation } = this;
    if (!explanation) return html`<p class="muted">${msg('Looking where it matched…')}</p>`;
    const map = explanation.words[this.chosen]?.map ?? explanation.query;
    const shown = explanation.words[this.chosen]?.word ?? this.text;
    return html`<figure>
      <div class="picture">
        <img src=${this.url} alt=${msg(str`Where the photograph shows “${shown}”`)} />
        <heat-map .map=${map}></heat-map>
      </div>
      <figcaption>
        <div role="group" aria-label=${msg('Words of the query')}>
          ${this.#choice(-1, msg('Whole query'))}
          ${explanation.words.map(({ word }, i) => this.#choice(i, word, queryLanguage(word)))}
        </div>
      </figcaption>
    </figure>`;
  }

  #choice(index: number, label: string, language: string | typeof nothing = nothing) {
    return html`<button
      lang=${language}
      aria-pressed=${this.chosen === index}
      @click=${() => (this.chosen = index)}
    >
      ${label}
    </button>`;
  }

  async #explain(): Promise<void> {
    this.#run?.abort();
    const run = new AbortController();
    this.#run = run;
    this.explanation = undefined;
    this.error = '';
    this.chosen = -1;
    const { blob, text } = this;
    if (!blob || text.trim() === '') return;
    try {
      const vlm = await this.engine.ready();
      const explanation = await vlm.explain(blob, text, { signal: run.signal });
      if (!run.signal.aborted) this.explanation = explanation;
    } catch (error) {
      if (!run.signal.aborted) this.error = messageOf(error);
    }
  }

  static override styles = [
    controls,
    css`
      figure,
      p {
        margin: 0;
      }
      .picture {
        position: relative;
        overflow: hidden;
        border-radius: 0.5rem;
      }
      img {
        display: block;
        width: 100%;
        filter: grayscale(0.7);
      }
      [role='group'] {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35rem;
        margin-top: 0.5rem;
      }
      button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent);
        color: var(--on-accent);
      }
      .muted {
        color: var(--muted);
      }
    `,
  ];
}

customElements.define('match-explanation', MatchExplanation);

declare global {
  interface HTMLElementTagNameMap {
    'match-explanation': MatchExplanation;
  }
}
