/** <about-dialog>: the pack in use, and the attribution file as it stands in the repository. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { AppElement } from '../element.ts';
import { formatBytes } from '../figures.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { prose } from '../styles/prose.ts';
import { deviceLine } from './device-line.ts';
import './language-choice.ts';

export class AboutDialog extends AppElement {
  static override properties = { app: { attribute: false }, attribution: { state: true } };
  declare app: AppState;
  /** HTML made from our own ATTRIBUTION.md; empty until the dialog is first opened. */
  declare attribution: string;

  constructor() {
    super();
    this.attribution = '';
    observe(this, () => [this.app.engine]);
  }

  async open(): Promise<void> {
    this.renderRoot.querySelector('dialog')?.showModal();
    if (this.attribution !== '') return;
    const [{ marked }, file] = await Promise.all([import('marked'), import('../../../ATTRIBUTION.md?raw')]);
    this.attribution = await marked.parse(file.default);
  }

  override render() {
    return html`<dialog aria-labelledby="title">
      <form method="dialog">
        <h2 id="title">${msg('About and attribution')}</h2>
        <button>${msg('Close')}</button>
      </form>
      <div class="content">
        <p>
          ${msg(
            'Ocelli describes photographs and finds them by words. The model runs in this tab: your photographs are not sent anywhere.',
          )}
        </p>
        <language-choice .localized=${this.app.localized}></language-choice>
        ${this.#pack()}
        <article lang="en">${unsafeHTML(this.attribution)}</article>
      </div>
    </dialog>`;
  }

  #pack() {
    const { status } = this.app.engine;
    if (status.kind !== 'ready') return nothing;
    const { title, version, description, licence, bytes } = status.vlm.pack;
    return html`<p><strong>${title} ${version}</strong>, ${formatBytes(bytes)}, ${licence}. ${description}</p>
      <p>${msg(str`It runs on ${deviceLine(status.vlm.device)}`)}</p>`;
  }

  static override styles = [
    controls,
    prose,
    css`
      dialog {
        width: min(46rem, calc(100vw - 1.5rem));
        max-height: min(44rem, calc(100vh - 2rem));
        padding: 0;
        border: 1px solid var(--line);
        border-radius: 0.9rem;
        background: var(--surface);
        color: var(--text);
        overflow: auto;
      }
      dialog::backdrop {
        background: rgb(10 15 13 / 55%);
      }
      form {
        position: sticky;
        top: 0;
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding: 0.75rem 1.25rem;
        border-bottom: 1px solid var(--line);
        background: var(--surface);
      }
      h2 {
        margin: 0;
        font-size: 1.15rem;
      }
      .content {
        padding: 0.5rem 1.25rem 1.25rem;
      }
    `,
  ];
}

customElements.define('about-dialog', AboutDialog);

declare global {
  interface HTMLElementTagNameMap {
    'about-dialog': AboutDialog;
  }
}
