/** <benchmark-view>: how fast packs load, see and speak on this device, measured here, side by side. */
import { msg } from '@lit/localize';
import { html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { saveFile } from '../saved-file.ts';
import { icons } from '../shell/icons.ts';
import type { AppState } from '../state/app-state.ts';
import { controls } from '../styles/controls.ts';
import { panels } from '../styles/panels.ts';
import './benchmark-form.ts';
import { BenchmarkRuns } from './benchmark-runs.ts';
import { benchmarkStyles } from './benchmark-styles.ts';
import { exportedBenchmark } from './exported-rows.ts';
import { measures } from './measures.ts';
import './run-chart.ts';
import './run-table.ts';

export class BenchmarkView extends AppElement {
  static override properties = { app: { attribute: false } };
  declare app: AppState;
  #benchmark: BenchmarkRuns | undefined;
  #end: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const benchmark = (this.#benchmark ??= new BenchmarkRuns(this.app));
    this.#end = benchmark.subscribe(() => this.requestUpdate());
    void benchmark.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#end?.();
  }

  override render() {
    const benchmark = this.#benchmark;
    if (!benchmark) return nothing;
    return html`
      <section aria-labelledby="benchmark">
        <h2 id="benchmark">${msg('Benchmark')}</h2>
        ${benchmark.error ? html`<p class="error" role="alert">${benchmark.error}</p>` : nothing}
        <benchmark-form .benchmark=${benchmark}></benchmark-form>
        ${this.#meanings()}
      </section>
      ${benchmark.runs.length > 0 ? this.#results(benchmark) : nothing}
    `;
  }

  #results(benchmark: BenchmarkRuns) {
    return html`<section aria-labelledby="results">
      <header>
        <h2 id="results">${msg('Results')}</h2>
        <button @click=${() => this.#export(benchmark)}>${icons.download}${msg('Save as JSON')}</button>
        <button ?disabled=${benchmark.running} @click=${() => benchmark.clear()}>
          ${icons.remove}${msg('Clear')}
        </button>
      </header>
      <p class="muted">${msg('Medians, with the least and the most, of n measurements.')}</p>
      <run-table .runs=${benchmark.runs.map((run) => ({ ...run }))}></run-table>
      <run-chart .runs=${benchmark.runs.map((run) => ({ ...run }))}></run-chart>
    </section>`;
  }

  #meanings() {
    return html`<details>
      <summary>${msg('What is measured')}</summary>
      <dl>
        ${measures.map(
          ({ title, meaning }) =>
            html`<dt>${title()}</dt>
              <dd>${meaning()}</dd>`,
        )}
      </dl>
    </details>`;
  }

  #export({ runs }: BenchmarkRuns): void {
    const json = JSON.stringify(exportedBenchmark(runs), null, 2);
    saveFile(new Blob([json], { type: 'application/json' }), 'ocelli-benchmark.json');
  }

  static override styles = [controls, panels, benchmarkStyles];
}

customElements.define('benchmark-view', BenchmarkView);

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-view': BenchmarkView;
  }
}
