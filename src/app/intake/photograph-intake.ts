/** <photograph-intake>: the ways in: a button, the drop zone, and the samples. Pasting is heard by the window. */
import { css, html } from 'lit';
import { AppElement } from '../element.ts';
import type { Photographs } from '../state/photographs.ts';
import { controls } from '../styles/controls.ts';
import { picturesOf } from './pictures.ts';
import './sample-strip.ts';

export class PhotographIntake extends AppElement {
  static override properties = {
    photographs: { attribute: false },
    compact: { type: Boolean, reflect: true },
    dragging: { type: Boolean, reflect: true },
  };
  declare photographs: Photographs;
  /** Whether photographs are on the page already and the zone may be small. */
  declare compact: boolean;
  /** Whether files are held over the page. */
  declare dragging: boolean;

  focusButton(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    return html`<section aria-label="Add photographs">
      <div class="zone">
        <button class="primary" @click=${this.#choose}>Choose photographs</button>
        <p>${this.dragging ? 'Let go to add them' : 'or drop or paste them anywhere on this page'}</p>
        <input
          type="file"
          accept="image/*"
          multiple
          hidden
          aria-label="Photograph files"
          @change=${this.#chosen}
        />
      </div>
      <sample-strip .photographs=${this.photographs}></sample-strip>
    </section>`;
  }

  #choose(): void {
    this.renderRoot.querySelector('input')?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    this.photographs.add(picturesOf(input.files ?? []));
    input.value = ''; // the same file may be chosen again
  }

  static override styles = [
    controls,
    css`
      section {
        display: grid;
        gap: 1rem;
        padding: 1rem;
        border: 2px dashed var(--control-line);
        border-radius: 1rem;
        background: var(--surface);
        transition: border-color 0.15s;
      }
      .zone {
        display: flex;
        flex-direction: column;
        align-items: center;
        justify-content: center;
        gap: 0.6rem;
        padding: 2.25rem 0.5rem 1.5rem;
        text-align: center;
      }
      button {
        min-height: 2.75rem;
        padding-inline: 1.5rem;
        font-size: 1rem;
      }
      p {
        margin: 0;
        color: var(--muted);
      }
      :host([compact]) section {
        border-width: 1px;
        align-items: center;
      }
      :host([compact]) .zone {
        padding: 0.25rem;
      }
      :host([compact]) button {
        min-height: 2.25rem;
        font-size: 0.9rem;
      }
      :host([dragging]) section {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      @media (min-width: 46rem) {
        :host([compact]) section {
          grid-template-columns: auto 1fr;
        }
        :host([compact]) .zone {
          flex-direction: row;
        }
        :host([compact]) sample-strip {
          justify-self: end;
        }
      }
    `,
  ];
}

customElements.define('photograph-intake', PhotographIntake);

declare global {
  interface HTMLElementTagNameMap {
    'photograph-intake': PhotographIntake;
  }
}
