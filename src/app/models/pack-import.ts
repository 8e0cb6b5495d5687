/** <pack-import>: takes in a pack from disk: the ways to choose it, and how far its import has come. */
import { msg, str } from '@lit/localize';
import { html } from 'lit';
import { AppElement } from '../element.ts';
import { formatBytes } from '../figures.ts';
import { icons } from '../shell/icons.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { progressBar } from '../styles/progress.ts';
import type { ModelShelf } from './model-shelf.ts';
import { modelsStyles } from './models-styles.ts';
import { chooseFolder, sourceFiles } from './pack-files.ts';

export class PackImport extends AppElement {
  static override properties = { shelf: { attribute: false } };
  declare shelf: ModelShelf;

  constructor() {
    super();
    observe(this, () => [this.shelf]);
  }

  override render() {
    return html`<section aria-labelledby="import">
      <h2 id="import">${msg('A model from disk')}</h2>
      ${this.shelf.import ? this.#progress(this.shelf.import) : this.#ways()}
    </section>`;
  }

  #ways() {
    return html`<p class="muted">
        ${msg('The folder of a pack, its files, or a zip: pack.json and what it names. Each file is checked before it is stored.')}
      </p>
      <div class="actions">
        <button @click=${() => void this.#import(chooseFolder)}>
          ${icons.folder}${msg('Choose a folder')}
        </button>
        <button @click=${() => this.renderRoot.querySelector('input')?.click()}>
          ${icons.models}${msg('Choose files or a zip')}
        </button>
        <input type="file" multiple hidden aria-label=${msg('Files of a model')} @change=${this.#chosen} />
      </div>`;
  }

  #progress({ progress, stop }: NonNullable<ModelShelf['import']>) {
    const { stage, loaded, total } = progress ?? { stage: 'verify', loaded: 0, total: 1 };
    const amounts = progress ? msg(str`${formatBytes(loaded)} of ${formatBytes(total)}`) : '';
    return html`<div class="progress">
      <progress aria-label=${msg('Import of a model')} max=${total} .value=${loaded}></progress>
      <span>${stage === 'verify' ? msg('Checking') : msg('Storing')} ${amounts}</span>
      <button @click=${() => stop.abort()}>${icons.close}${msg('Stop')}</button>
    </div>`;
  }

  #chosen(event: Event): void {
    const input = event.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = ''; // the same files may be chosen again
    if (files.length > 0) void this.#import(() => sourceFiles(files));
  }

  async #import(choose: Parameters<ModelShelf['importPack']>[0]): Promise<void> {
    if (await this.shelf.importPack(choose)) this.dispatchEvent(new Event('imported'));
  }

  static override styles = [controls, progressBar, modelsStyles];
}

customElements.define('pack-import', PackImport);

declare global {
  interface HTMLElementTagNameMap {
    'pack-import': PackImport;
  }
}
