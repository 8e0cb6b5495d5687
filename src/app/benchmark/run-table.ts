/** <run-table>: the benchmarks side by side, a row each; beneath it what went wrong or is missing. */
import { msg, str } from '@lit/localize';
import { css, html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { formatNumber } from '../figures.ts';
import { deviceName } from '../shell/device-line.ts';
import { controls } from '../styles/controls.ts';
import { backendName } from './backends.ts';
import type { Run } from './benchmark-runs.ts';
import { formatMeasure, measures, type Measure } from './measures.ts';
import { summaryOf } from './summary.ts';

export class RunTable extends AppElement {
  static override properties = { runs: { attribute: false } };
  declare runs: readonly Run[];

  override render() {
    return html`<div class="scroll" role="group" tabindex="0" aria-label=${msg('Results')}>
      <table>
        <thead>
          <tr>
            <th scope="col">${msg('Run')}</th>
            ${measures.map(({ title }) => html`<th scope="col">${title()}</th>`)}
          </tr>
        </thead>
        ${this.runs.map((run) => this.#run(run))}
      </table>
    </div>`;
  }

  #run(run: Run) {
    const { number, plan, values } = run;
    const remarks = remarksOf(run);
    return html`<tbody>
      <tr>
        <th scope="row">
          ${number} · ${plan.pack.title}
          <small>${plan.pack.version}, ${backendName(plan.backend)}</small>
        </th>
        ${measures.map((measure) => html`<td class=${measure.id}>${this.#figure(measure, values.get(measure.id))}</td>`)}
      </tr>
      ${
        remarks.length === 0
          ? nothing
          : html`<tr>
              <td class="remarks" colspan=${measures.length + 1}>
                ${remarks.map(({ text, error }) => html`<p class=${error ? 'error' : ''}>${text}</p>`)}
              </td>
            </tr>`
      }
    </tbody>`;
  }

  #figure(measure: Measure, values: readonly number[] = []) {
    const summary = summaryOf(values);
    if (!summary) return html`<span class="none">${msg('none')}</span>`;
    const { median, min, max, n } = summary;
    const format = (value: number) => formatMeasure(measure, value);
    return html`<span class="median">${format(median)}</span>
      <small
        >${n > 1 ? html`<span class="spread">${format(min)} – ${format(max)}</span>, ` : nothing}${msg(
          str`n = ${formatNumber(n)}`,
        )}</small
      >`;
  }

  static override styles = [
    controls,
    css`
      .scroll {
        overflow-x: auto;
        border: 1px solid var(--line);
        border-radius: 0.7rem;
        background: var(--surface);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-size: 0.88rem;
        font-variant-numeric: tabular-nums;
      }
      th,
      td {
        padding: 0.5rem 0.6rem;
        text-align: left;
        vertical-align: top;
      }
      thead th {
        color: var(--muted);
        font-weight: 600;
        vertical-align: bottom;
      }
      tbody {
        border-top: 1px solid var(--line);
      }
      tbody th {
        font-weight: 600;
      }
      th:first-child {
        position: sticky;
        left: 0;
        min-width: 7.5rem;
        background: var(--surface);
      }
      td:not(.remarks) {
        min-width: 5.6rem;
      }
      small {
        display: block;
        color: var(--muted);
        font-size: 0.8rem;
        font-weight: 400;
      }
      .spread,
      .median {
        white-space: nowrap;
      }
      .none {
        color: var(--muted);
      }
      .remarks p {
        position: sticky;
        left: 0.6rem;
        width: fit-content;
        max-width: min(100%, 82vw);
        margin: 0 0 0.3rem;
        overflow-wrap: anywhere;
      }
    `,
  ];
}

/** What a person should know of a run besides its figures. */
function remarksOf({ state, missing, device }: Run): { text: string; error?: boolean }[] {
  const remarks: { text: string; error?: boolean }[] = missing.map((text) => ({ text, error: true }));
  if (state.kind === 'failed') remarks.push({ text: msg(str`It failed: ${state.message}`), error: true });
  if (state.kind === 'stopped')
    remarks.push({ text: msg('Stopped: the figures are of what was done by then.') });
  if (state.kind === 'running') remarks.push({ text: msg('Running…') });
  if (device?.device === 'webgpu') remarks.push({ text: deviceName(device) });
  return remarks;
}

customElements.define('run-table', RunTable);

declare global {
  interface HTMLElementTagNameMap {
    'run-table': RunTable;
  }
}
