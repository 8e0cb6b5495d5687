/** <work-progress>: how far adding and captioning have come, how fast, how long still, and a button to pause. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { formatDuration, formatNumber } from '../figures.ts';
import { icons } from '../shell/icons.ts';
import type { AppState } from '../state/app-state.ts';
import { observe } from '../state/observer.ts';
import type { Work } from '../state/work.ts';
import { controls } from '../styles/controls.ts';
import { progressBar } from '../styles/progress.ts';

/** Fewer than this are not worth a bar. */
const few = 3;

export class WorkProgress extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;

  constructor() {
    super();
    observe(this, () => [this.app.importer.work, this.app.indexer.work]);
  }

  override render() {
    const { importer, indexer } = this.app;
    const bars = [
      this.#bar(importer.work, msg('Adding photographs'), (paused) => importer.pause(paused)),
      this.#bar(indexer.work, msg('Captioning and indexing'), (paused) => indexer.pause(paused)),
    ];
    this.hidden = bars.every((bar) => bar === nothing);
    return bars;
  }

  #bar(work: Work, title: string, pause: (paused: boolean) => void) {
    const { done, total, paused, rate, msLeft } = work;
    if (!work.running || (total < few && !paused)) return nothing;
    const figures = [
      msg(str`${formatNumber(done)} of ${formatNumber(total)}`),
      ...(paused ? [msg('paused')] : []),
      ...(rate > 0 && !paused ? [msg(str`${formatNumber(rate, 1)} a second`)] : []),
      ...(msLeft !== undefined && !paused ? [msg(str`${formatDuration(msLeft)} left`)] : []),
    ];
    const label = paused ? msg(str`Resume: ${title}`) : msg(str`Pause: ${title}`);
    return html`<div class="bar">
      <p><span>${title}</span> <span>${figures.join(' · ')}</span></p>
      <progress aria-label=${title} max=${total} .value=${done}></progress>
      <button class="quiet" aria-label=${label} title=${label} @click=${() => pause(!paused)}>
        ${paused ? icons.resume : icons.pause}
      </button>
    </div>`;
  }

  static override styles = [
    controls,
    progressBar,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
      }
      .bar {
        display: grid;
        grid-template-columns: 1fr auto;
        align-items: center;
        gap: 0 0.5rem;
      }
      p {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 1rem;
        margin: 0;
        color: var(--muted);
        font-size: 0.88rem;
        font-variant-numeric: tabular-nums;
      }
      progress {
        grid-row: 2;
      }
      button {
        grid-area: 1 / 2 / 3 / 3;
      }
    `,
  ];
}

customElements.define('work-progress', WorkProgress);

declare global {
  interface HTMLElementTagNameMap {
    'work-progress': WorkProgress;
  }
}
