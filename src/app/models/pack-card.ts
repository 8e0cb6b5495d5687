/** <pack-card>: one pack: what it is and can do, whether it fits, whether it is stored, and what to do about it. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import type { StoredPack } from '../../index.ts';
import { AppElement } from '../element.ts';
import { formatBytes } from '../figures.ts';
import { modelLanguage } from '../model-language.ts';
import { icons } from '../shell/icons.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { abilityName } from './abilities.ts';
import { fitOf } from './device-fit.ts';
import type { ModelShelf } from './model-shelf.ts';
import { progressBar } from '../styles/progress.ts';
import type { Job } from './pack-choice.ts';
import { modelsStyles } from './models-styles.ts';

export class PackCard extends AppElement {
  static override properties = { shelf: { attribute: false }, entry: { attribute: false } };
  declare shelf: ModelShelf;
  declare entry: StoredPack;

  constructor() {
    super();
    observe(this, () => [this.shelf]);
  }

  override render() {
    const { pack, wholeOnWebGpu, imported } = this.entry;
    return html`<article aria-labelledby="title">
      <header>
        <h3 id="title">${pack.title}</h3>
        <span class="muted">${pack.version}</span>
        ${imported ? html`<span class="muted">${msg('from disk')}</span>` : nothing}
      </header>
      <p lang=${modelLanguage}>${pack.description}</p>
      <ul class="abilities" aria-label=${msg('Abilities')}>
        ${pack.can.map((ability) => html`<li>${abilityName(ability)}</li>`)}
      </ul>
      <dl>
        <dt>${msg('Size')}</dt>
        <dd>${formatBytes(pack.bytes)}</dd>
        <dt>${msg('Licence')}</dt>
        <dd>${pack.licence}</dd>
        <dt>${msg('Runs on')}</dt>
        <dd>
          ${
            wholeOnWebGpu
              ? msg('WebGPU or WebAssembly')
              : msg('WebGPU or WebAssembly; its language model on WebAssembly')
          }
        </dd>
        <dt>${msg('This device')}</dt>
        <dd>${this.#fit()}</dd>
        <dt>${msg('Stored')}</dt>
        <dd class="stored">${this.#stored()}</dd>
      </dl>
      ${this.#actions()}
      <details>
        <summary>${msg('Provenance')}</summary>
        <ul>
          ${pack.provenance.map(
            ({ name, role, licence, source }) =>
              html`<li lang=${modelLanguage}>
                <strong>${name}</strong>: ${role}. ${licence}. <span class="muted">${source}</span>
              </li>`,
          )}
        </ul>
      </details>
    </article>`;
  }

  #fit() {
    const { pack, stored } = this.entry;
    switch (fitOf({ bytes: pack.bytes, stored }, this.shelf.room)) {
      case 'fits':
        return msg('It fits.');
      case 'storage':
        return msg('It does not fit: this site may store too little more.');
      case 'memory':
        return msg('It may not fit: the device has little memory for it.');
      default:
        return msg('This browser does not tell how much room there is.');
    }
  }

  #stored() {
    const { pack, stored, imported } = this.entry;
    if (stored === pack.bytes) return msg('Yes, whole');
    if (stored === 0 && !imported) return msg('No');
    const part = msg(str`${formatBytes(stored)} of ${formatBytes(pack.bytes)}`);
    return imported ? html`${part}. ${msg('Import it again.')}` : part;
  }

  #actions() {
    const { entry, shelf } = this;
    const { pack, stored, removable, imported } = entry;
    const download = shelf.downloads.get(pack.id);
    if (download) {
      return html`<div class="progress">
        <progress
          aria-label=${msg(str`Download of ${pack.title}`)}
          max=${pack.bytes}
          .value=${download.loaded}
        ></progress>
        <span>${msg(str`${formatBytes(download.loaded)} of ${formatBytes(pack.bytes)}`)}</span>
        <button @click=${() => shelf.pause(pack.id)}>${icons.pause}${msg('Pause')}</button>
      </div>`;
    }
    const fit = fitOf({ bytes: pack.bytes, stored }, shelf.room);
    return html`<div class="actions">
      ${
        stored < pack.bytes && !imported
          ? html`<button
              class="primary"
              ?disabled=${fit === 'storage'}
              @click=${() => void shelf.download(entry)}
            >
              ${icons.download}${stored > 0 ? msg('Resume download') : msg('Download')}
              ${formatBytes(pack.bytes - stored)}
            </button>`
          : nothing
      }
      ${
        removable > 0 || imported
          ? html`<button @click=${() => void shelf.remove(entry)}>
              ${icons.remove}${msg('Delete')} ${formatBytes(removable)}
            </button>`
          : nothing
      }
      ${shelf
        .jobs(entry)
        .map(({ job, used }) =>
          used
            ? html`<span class="muted">${icons.done}${usedFor(job)}</span>`
            : html`<button @click=${() => shelf.use(entry, job)}>${useFor(job)}</button>`,
        )}
    </div>`;
  }

  static override styles = [controls, progressBar, modelsStyles];
}

function useFor(job: Job): string {
  return job === 'library' ? msg('Use for captions and search') : msg('Use for conversations');
}

function usedFor(job: Job): string {
  return job === 'library' ? msg('In use for captions and search') : msg('In use for conversations');
}

customElements.define('pack-card', PackCard);

declare global {
  interface HTMLElementTagNameMap {
    'pack-card': PackCard;
  }
}
