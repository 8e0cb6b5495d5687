/** <model-status>: how far loading has come, in bytes; a failure with its remedy and a retry. Empty when ready. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import type { LoadProgress } from '../../index.ts';
import { formatBytes } from '../figures.ts';
import type { EngineState } from '../state/engine-state.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { progressBar } from '../styles/progress.ts';

const stages: Record<LoadProgress['stage'], () => string> = {
  fetch: () => msg('Fetching the model'),
  verify: () => msg('Checking the model'),
  session: () => msg('Preparing the model'),
  warmup: () => msg('Warming up'),
};

export class ModelStatus extends AppElement {
  static override properties = { engine: { attribute: false } };
  declare engine: EngineState;

  constructor() {
    super();
    observe(this, () => [this.engine]);
  }

  override render() {
    const { status } = this.engine;
    switch (status.kind) {
      case 'ready':
        return nothing;
      case 'failed':
        return html`<div class="error">
          <p><strong>${msg('The model could not be loaded.')}</strong> ${status.message}</p>
          <button @click=${() => void this.engine.load()}>${msg('Try again')}</button>
        </div>`;
      case 'idle':
        return this.#bar(msg('Loading the model'), '', undefined);
      case 'loading':
        return this.#loading(status.progress);
      default:
        return status satisfies never;
    }
  }

  #loading(progress: LoadProgress | undefined) {
    if (progress === undefined) return this.#bar(msg('Loading the model'), '', undefined);
    const { stage, loaded, total } = progress;
    const inBytes = stage === 'fetch' || stage === 'verify';
    const figures = inBytes
      ? msg(str`${formatBytes(loaded)} of ${formatBytes(total)}`)
      : msg(str`step ${Math.min(loaded + 1, total)} of ${total}`);
    return this.#bar(stages[stage](), figures, total > 0 ? loaded / total : undefined);
  }

  #bar(label: string, figures: string, fraction: number | undefined) {
    return html`<div class="loading">
      <p><span>${label}…</span> <span>${figures}</span></p>
      ${
        fraction === undefined
          ? html`<progress aria-label=${label}></progress>`
          : html`<progress aria-label=${label} max="1" .value=${fraction}></progress>`
      }
    </div>`;
  }

  static override styles = [
    controls,
    progressBar,
    css`
      p {
        margin: 0 0 0.4rem;
      }
      .loading p {
        display: flex;
        justify-content: space-between;
        gap: 1rem;
        color: var(--muted);
        font-size: 0.9rem;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];
}

customElements.define('model-status', ModelStatus);

declare global {
  interface HTMLElementTagNameMap {
    'model-status': ModelStatus;
  }
}
