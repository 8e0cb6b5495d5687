/** <benchmark-form>: what to measure, and the button that begins or ends it. */
import { msg, str } from '@lit/localize';
import { html, nothing } from 'lit';
import { AppElement } from '../element.ts';
import { formatBytes, formatNumber } from '../figures.ts';
import { icons } from '../shell/icons.ts';
import { observe } from '../state/observer.ts';
import { controls } from '../styles/controls.ts';
import { panels } from '../styles/panels.ts';
import { progressBar } from '../styles/progress.ts';
import { backendName } from './backends.ts';
import type { BenchmarkRuns, RunState } from './benchmark-runs.ts';
import { benchmarkStyles } from './benchmark-styles.ts';
import type { Stage } from './measurement.ts';

const repetitions = [1, 3, 5, 10];

export class BenchmarkForm extends AppElement {
  static override properties = {
    benchmark: { attribute: false },
    pack: { state: true },
    backend: { state: true },
    rounds: { state: true },
    cold: { state: true },
  };
  declare benchmark: BenchmarkRuns;
  /** Places in the lists of packs and backends. */
  declare pack: number;
  declare backend: number;
  declare rounds: number;
  declare cold: boolean;

  constructor() {
    super();
    this.pack = this.backend = 0;
    this.rounds = 3;
    this.cold = true;
    observe(this, () => [this.benchmark]);
  }

  override render() {
    const { packs, choice, running } = this.benchmark;
    const entry = packs?.[this.pack];
    if (!entry || !choice) return html`<p class="muted">${msg('Looking for models and a GPU…')}</p>`;
    const size = formatBytes(entry.pack.bytes);
    const packNames = packs?.map(({ pack }) => `${pack.title}, ${formatBytes(pack.bytes)}`) ?? [];
    const counts = repetitions.map((count) => formatNumber(count));
    return html`<form @submit=${this.#submit}>
        ${this.#select(msg('Model'), packNames, this.pack, (index) => (this.pack = index))}
        ${this.#select(msg('Runs on'), choice.backends.map(backendName), this.backend, (index) => (this.backend = index))}
        ${this.#select(msg('Repetitions'), counts, repetitions.indexOf(this.rounds), (index) => (this.rounds = repetitions[index] ?? 1))}
        <label class="check">
          <input
            type="checkbox"
            .checked=${this.cold}
            ?disabled=${running}
            @change=${(event: Event) => (this.cold = (event.target as HTMLInputElement).checked)}
          />
          ${msg(str`Cold loads too: each fetches ${size}`)}
        </label>
        <button class=${running ? '' : 'primary'}>
          ${running ? icons.close : icons.resume}${running ? msg('Stop') : msg('Run')}
        </button>
      </form>
      ${this.#absent()} ${this.#progress()}`;
  }

  #select(label: string, options: readonly string[], selected: number, choose: (index: number) => void) {
    return html`<label>
      ${label}
      <select
        ?disabled=${this.benchmark.running}
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).selectedIndex)}
      >
        ${options.map((option, i) => html`<option .selected=${i === selected}>${option}</option>`)}
      </select>
    </label>`;
  }

  /** Which backends can't be chosen, and why. */
  #absent() {
    const { choice, packs } = this.benchmark;
    const webgpu = choice?.backends.some(({ device }) => device === 'webgpu') ?? false;
    const words = [
      choice?.isolated === false
        ? msg('This page is not cross-origin isolated: WebAssembly has one thread.')
        : '',
      webgpu ? '' : msg('This browser gives no WebGPU adapter.'),
      webgpu && packs?.[this.pack]?.wholeOnWebGpu === false
        ? msg('With WebGPU, the language model of this pack runs on WebAssembly all the same.')
        : '',
      msg('The model is stored on this device first, and stays until it is deleted under Models.'),
    ].filter(Boolean);
    return html`<p class="muted">${words.join(' ')}</p>`;
  }

  #progress() {
    const state = this.benchmark.runs.at(-1)?.state;
    if (state?.kind !== 'running') return nothing;
    return html`<div class="progress">
      <progress
        aria-label=${msg('Progress of the benchmark')}
        max=${state.total}
        .value=${state.done}
      ></progress>
      <span>${stageName(state.stage)}${this.#round(state)}</span>
    </div>`;
  }

  #round({ round }: RunState & { kind: 'running' }) {
    const { rounds } = this.benchmark.runs.at(-1)?.plan ?? { rounds: 0 };
    return round === undefined ? nothing : msg(str`, ${formatNumber(round)} of ${formatNumber(rounds)}`);
  }

  #submit(event: Event): void {
    event.preventDefault();
    if (this.benchmark.running) return this.benchmark.stop();
    const pack = this.benchmark.packs?.[this.pack]?.pack;
    const backend = this.benchmark.choice?.backends[this.backend];
    if (!pack || !backend) return;
    const { rounds, cold } = this;
    void this.benchmark.start({ pack, backend, rounds, cold });
  }

  static override styles = [controls, progressBar, panels, benchmarkStyles];
}

function stageName(stage: Stage): string {
  switch (stage) {
    case 'store':
      return msg('Storing the model');
    case 'cold':
      return msg('Cold load');
    case 'warm':
      return msg('Warm load');
    case 'warmup':
      return msg('Warming up');
    case 'speak':
      return msg('Describing a picture');
    case 'memory':
      return msg('Counting the memory');
    default:
      return stage satisfies never;
  }
}

customElements.define('benchmark-form', BenchmarkForm);

declare global {
  interface HTMLElementTagNameMap {
    'benchmark-form': BenchmarkForm;
  }
}
