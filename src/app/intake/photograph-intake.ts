/** <photograph-intake>: the ways in: files, a folder, the camera, the drop zone, and the samples. */
import { msg } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { icons } from '../shell/icons.ts';
import type { Importer } from '../state/importer.ts';
import { controls } from '../styles/controls.ts';
import { acceptedPictures, picturesOf, picturesOfFolder } from './pictures.ts';
import './sample-strip.ts';

/** What the file chooser offers: pictures, and captions that lie beside them. */
const accepted = `${acceptedPictures},.txt,.jsonl,.csv`;

export class PhotographIntake extends AppElement {
  static override properties = {
    importer: { attribute: false },
    compact: { type: Boolean, reflect: true },
    samples: { type: Boolean },
    dragging: { type: Boolean, reflect: true },
  };
  declare importer: Importer;
  /** Whether photographs are on the page already and the zone may be small. */
  declare compact: boolean;
  /** Whether samples are offered. */
  declare samples: boolean;
  /** Whether files are held over the page. */
  declare dragging: boolean;

  focusButton(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  override render() {
    return html`<section aria-label=${msg('Add photographs')}>
      <div class="zone">
        <div class="ways">
          <button class="primary" @click=${() => this.#click('.files')}>${msg('Choose photographs')}</button>
          <button @click=${this.#chooseFolder}>${icons.folder}${msg('Folder')}</button>
          <button class="camera" @click=${() => this.#click('.photo')}>
            ${icons.camera}${msg('Camera')}
          </button>
        </div>
        <p>
          ${this.dragging ? msg('Let go to add them') : msg('or drop or paste them anywhere on this page')}
        </p>
        ${this.#input('files', msg('Photograph files'), accepted, true)}
        ${this.#input('photo', msg('Take a photograph'), 'image/*', false)}
      </div>
      ${this.samples ? html`<sample-strip .importer=${this.importer}></sample-strip>` : nothing}
    </section>`;
  }

  #input(name: string, label: string, accept: string, multiple: boolean) {
    return html`<input
      class=${name}
      type="file"
      accept=${accept}
      ?multiple=${multiple}
      capture=${multiple ? nothing : 'environment'}
      hidden
      aria-label=${label}
      @change=${this.#chosen}
    />`;
  }

  #click(selector: string): void {
    this.renderRoot.querySelector<HTMLInputElement>(selector)?.click();
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    void this.importer.add(picturesOf(input.files ?? []));
    input.value = ''; // the same file may be chosen again
  }

  async #chooseFolder(): Promise<void> {
    const { directoryOpen } = await import('browser-fs-access');
    const found = await directoryOpen({ recursive: true }).catch(() => []); // the person thought better of it
    const files = found.filter((entry): entry is typeof entry & File => entry instanceof File);
    void this.importer.add(picturesOfFolder(files));
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
        gap: 0.7rem;
        padding: clamp(1.5rem, 8vh, 5rem) 0.5rem 1.5rem;
        text-align: center;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: 0.5rem;
      }
      button {
        display: inline-flex;
        align-items: center;
        gap: 0.45rem;
        min-height: 2.75rem;
        padding-inline: 1.1rem;
        font-size: 1rem;
      }
      p {
        margin: 0;
        color: var(--muted);
      }
      :host([compact]) section {
        border-width: 1px;
        padding: 0.6rem 0.75rem;
      }
      :host([compact]) .zone {
        flex-flow: row wrap;
        justify-content: flex-start;
        padding: 0;
      }
      :host([compact]) button {
        min-height: 2.25rem;
        padding-inline: 0.85rem;
        font-size: 0.9rem;
      }
      :host([compact]) sample-strip {
        justify-self: start;
      }
      :host([compact]) p {
        font-size: 0.9rem;
      }
      :host([dragging]) section {
        border-color: var(--accent);
        background: var(--accent-soft);
      }
      @media (hover: hover) and (pointer: fine) {
        .camera {
          display: none;
        }
      }
      @media (max-width: 32rem) {
        :host([compact]) p {
          display: none;
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
