/** <models-view>: the packs, the storage they take, and the device they run on. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { AppElement } from '../element.ts';
import { formatBytes } from '../figures.ts';
import type { AppState } from '../state/app-state.ts';
import { controls } from '../styles/controls.ts';
import './device-panel.ts';
import { ModelShelf } from './model-shelf.ts';
import { modelsStyles } from './models-styles.ts';
import './pack-card.ts';
import './pack-import.ts';

export class ModelsView extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;
  #shelf: ModelShelf | undefined;
  #end: (() => void)[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    const shelf = (this.#shelf ??= new ModelShelf(this.app.announcer, this.app.preferences));
    this.#end = [shelf.subscribe(() => this.requestUpdate()), shelf.open()];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const end of this.#end.splice(0)) end();
  }

  override render() {
    const shelf = this.#shelf;
    if (!shelf) return nothing;
    return html`
      <section aria-labelledby="models">
        <h2 id="models">${msg('Models')}</h2>
        ${shelf.error ? html`<p class="error" role="alert">${shelf.error}</p>` : nothing}
        ${
          shelf.packs
            ? repeat(
                shelf.packs,
                ({ pack }) => pack.id,
                (entry) => html`<pack-card .shelf=${shelf} .entry=${entry}></pack-card>`,
              )
            : html`<p class="muted">${msg('Reading the list of models…')}</p>`
        }
      </section>
      <pack-import
        .shelf=${shelf}
        @imported=${() => void this.app.engine.load() /* it may have failed for want of a pack */}
      ></pack-import>
      <section aria-labelledby="storage">
        <h2 id="storage">${msg('Storage')}</h2>
        ${this.#storage(shelf)}
      </section>
      <device-panel .device=${shelf.device}></device-panel>
    `;
  }

  #storage({ usage, quota }: ModelShelf) {
    if (usage === undefined || quota === undefined)
      return html`<p class="muted">${msg('This browser does not tell how much is stored.')}</p>`;
    return html`<p>
        ${msg(str`${formatBytes(usage)} used of the ${formatBytes(quota)} that this browser grants: photographs, conversations and models.`)}
      </p>
      <meter aria-label=${msg('Storage used')} max=${quota} .value=${usage}></meter>`;
  }

  static override styles = [controls, modelsStyles];
}

customElements.define('models-view', ModelsView);

declare global {
  interface HTMLElementTagNameMap {
    'models-view': ModelsView;
  }
}
