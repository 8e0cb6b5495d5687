/** <sample-strip>: photographs to try at once, as small buttons. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { messageOf } from '../state/error-message.ts';
import type { Importer } from '../state/importer.ts';
import { controls } from '../styles/controls.ts';
import { fetchSample, listSamples, sampleUrl, type Sample } from './samples.ts';

export class SampleStrip extends AppElement {
  static override properties = {
    importer: { attribute: false },
    samples: { state: true },
    error: { state: true },
  };
  declare importer: Importer;
  declare samples: readonly Sample[];
  declare error: string;

  constructor() {
    super();
    this.samples = [];
    this.error = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#attempt(async () => {
      this.samples = await listSamples();
    });
  }

  override render() {
    if (this.error !== '') return html`<p class="error" role="alert">${this.error}</p>`;
    if (this.samples.length === 0) return nothing;
    return html`<div class="strip" role="group" aria-label=${msg('Sample photographs')}>
      <span>${msg('Or try a sample')}</span>
      ${this.samples.map(
        (sample) =>
          html`<button
            title="${sample.subject}. ${sample.credit}, ${sample.licence}"
            @click=${() => this.#add([sample])}
          >
            <img src=${sampleUrl(sample)} alt=${sample.title} width="52" height="52" decoding="async" />
          </button>`,
      )}
      <button class="quiet" @click=${() => this.#add(this.samples)}>${msg('All of them')}</button>
    </div>`;
  }

  #add(samples: readonly Sample[]): void {
    void this.#attempt(async () => this.importer.add(await Promise.all(samples.map(fetchSample))));
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.error = '';
    } catch (error) {
      this.error = messageOf(error);
    }
  }

  static override styles = [
    controls,
    css`
      .strip {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: center;
        gap: 0.5rem;
        color: var(--muted);
        font-size: 0.9rem;
      }
      span {
        margin-right: 0.25rem;
      }
      @media (max-width: 32rem) {
        span {
          flex-basis: 100%;
          text-align: center;
        }
      }
      button:not(.quiet) {
        min-height: 0;
        padding: 0;
        border-radius: 0.6rem;
        overflow: hidden;
        line-height: 0;
      }
      img {
        object-fit: cover;
      }
    `,
  ];
}

customElements.define('sample-strip', SampleStrip);

declare global {
  interface HTMLElementTagNameMap {
    'sample-strip': SampleStrip;
  }
}
