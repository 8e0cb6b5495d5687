/** <run-chart>: bars of the benchmarks, a small chart a figure. The table says the same to those who do not see them. */
import { msg } from '@lit/localize';
import { css, html, nothing, svg } from 'lit';
import { AppElement } from '../element.ts';
import { controls } from '../styles/controls.ts';
import { runName, type Run } from './benchmark-runs.ts';
import { formatMeasure, measures, type Measure } from './measures.ts';
import { summaryOf, type Summary } from './summary.ts';

/** Height of a run's words and bar in pixels. */
const ROW = 46;

interface Bar {
  run: Run;
  summary: Summary;
}

export class RunChart extends AppElement {
  static override properties = { runs: { attribute: false } };
  declare runs: readonly Run[];

  override render() {
    return measures.map((measure) => {
      const bars = this.runs.flatMap((run): Bar[] => {
        const summary = summaryOf(run.values.get(measure.id) ?? []);
        return summary ? [{ run, summary }] : [];
      });
      return bars.length === 0 ? nothing : this.#figure(measure, bars);
    });
  }

  #figure(measure: Measure, bars: readonly Bar[]) {
    const most = Math.max(...bars.map(({ summary }) => summary.max));
    const words = bars.map(
      ({ run, summary }) => `${runName(run)}: ${formatMeasure(measure, summary.median)}`,
    );
    return html`<figure>
      <figcaption>
        ${measure.title()}
        <small>${measure.field === 'decodeTps' ? msg('more is better') : msg('less is better')}</small>
      </figcaption>
      <svg width="100%" height=${ROW * bars.length} role="img" aria-label=${words.join('; ')}>
        ${bars.map((bar, i) => this.#bar(measure, bar, i * ROW, most))}
      </svg>
    </figure>`;
  }

  /** @param most What the whole width stands for. */
  #bar(measure: Measure, { run, summary }: Bar, top: number, most: number) {
    const share = (value: number) => `${((100 * value) / most).toFixed(2)}%`;
    const { median, min, max, n } = summary;
    const middle = top + 27;
    return svg`
      <text x="0" y=${top + 14}>${runName(run)}</text>
      <text class="value" x="100%" y=${top + 14}>${formatMeasure(measure, median)}</text>
      <rect class="track" x="0" y=${top + 21} width="100%" height="12" rx="3" />
      <rect class="bar" x="0" y=${top + 21} width=${share(median)} height="12" rx="3" />
      ${
        n > 1
          ? svg`<g class="spread">
              <line x1=${share(min)} x2=${share(max)} y1=${middle} y2=${middle} />
              <line x1=${share(min)} x2=${share(min)} y1=${top + 19} y2=${top + 35} />
              <line x1=${share(max)} x2=${share(max)} y1=${top + 19} y2=${top + 35} />
            </g>`
          : nothing
      }`;
  }

  static override styles = [
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 21rem), 1fr));
        gap: 1rem;
      }
      figure {
        min-width: 0;
        margin: 0;
        padding: 0.7rem 0.85rem;
        border: 1px solid var(--line);
        border-radius: 0.7rem;
        background: var(--ground);
      }
      figcaption {
        margin-bottom: 0.35rem;
        font-weight: 600;
      }
      small {
        color: var(--muted);
        font-weight: 400;
      }
      svg {
        display: block;
        overflow: visible;
      }
      text {
        fill: var(--text);
        font-size: 0.82rem;
        font-variant-numeric: tabular-nums;
      }
      .value {
        text-anchor: end;
        font-weight: 600;
      }
      @media (max-width: 30rem) {
        text {
          font-size: 0.7rem;
        }
      }
      .track {
        fill: var(--line);
      }
      .bar {
        fill: var(--accent);
      }
      .spread {
        stroke: var(--text);
        stroke-width: 1.5;
      }
    `,
  ];
}

customElements.define('run-chart', RunChart);

declare global {
  interface HTMLElementTagNameMap {
    'run-chart': RunChart;
  }
}
